"""Draw how time, memory and disk grow with the number of recordings, for light and dark pages."""

import json
import sys
from pathlib import Path

import matplotlib as mpl

mpl.use("svg")
from matplotlib import pyplot as plt

FACTS, TARGET = Path(sys.argv[1]), Path(sys.argv[2])
LOOKS = {
    "light": {"ink": "#1d2433", "faint": "#c9ced8", "line": "#1f6feb"},
    "dark": {"ink": "#e6e9ef", "faint": "#3a4150", "line": "#6ea8fe"},
}
PANELS = (
    ("seconds", "analyze: seconds", True),
    ("megabytes", "analyze: MB of memory", False),
    ("list", "list: seconds", False),
    ("disk", "project: MB on disk", True),
)
"""What, its title, and whether it is in proportion to the number: on two logarithmic axes then."""

told = json.loads(FACTS.read_text())
mpl.rcParams["svg.hashsalt"] = "growth"  # the same figures make the same file
for look, colours in LOOKS.items():
    figure, panels = plt.subplots(1, len(PANELS), figsize=(11, 2.7), layout="constrained")
    for panel, (name, title, proportional) in zip(panels, PANELS, strict=True):
        values = told[name]
        panel.plot(told["recordings"], values, "o-", color=colours["line"], linewidth=2)
        panel.set_xscale("log")
        if proportional:
            panel.set_yscale("log")
            panel.set_ylim(min(values) / 2, max(values) * 3)
        else:
            panel.set_ylim(0, max(values) * 1.3)
        for count, value in zip(told["recordings"], values, strict=True):
            panel.annotate(
                f"{value:.3g}",
                (count, value),
                textcoords="offset points",
                xytext=(0, 7),
                ha="center",
                fontsize=9,
                color=colours["ink"],
            )
        panel.set_xlim(0.6, 180)
        panel.set_xticks(told["recordings"], [str(count) for count in told["recordings"]])
        panel.minorticks_off()
        panel.set_title(title, fontsize=10, color=colours["ink"], loc="left")
        panel.set_xlabel("recordings", fontsize=9, color=colours["ink"])
        panel.tick_params(colors=colours["ink"], labelsize=9, color=colours["faint"])
        panel.set_facecolor("none")
        panel.spines[["top", "right"]].set_visible(False)
        panel.spines[["left", "bottom"]].set_color(colours["faint"])
    figure.savefig(TARGET / f"growth-{look}.svg", transparent=True, metadata={"Date": None})
    plt.close(figure)
