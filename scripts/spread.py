"""Spread recordings over workers with Dask; see docs/spreading.md.

Run as ``spread.py PROJECT FILE…``, in an environment that has `dask[distributed]`, with the
command `sextant` on the path and the keys in the environment.
"""

import subprocess
import sys

from distributed import Client, LocalCluster


def take(project: str, file: str) -> tuple[str, int]:
    """One recording on whichever worker is free; the exit code is Sextant's own."""
    argv = ["sextant", "analyze", file, "--project", project, "--json"]
    done = subprocess.run(argv, stdout=subprocess.DEVNULL, check=False)
    return file, done.returncode


def spread(project: str, files: list[str]) -> int:
    # With many computers: Client("tcp://scheduler:8786") in place of the two workers here.
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        Client(cluster) as client,
    ):
        done = client.gather(client.map(take, [project] * len(files), files, pure=False, retries=0))
    for file, code in done:
        if code:
            sys.stderr.write(f"{file}: exit code {code}\n")
    return max((code for _, code in done), default=0)


if __name__ == "__main__":
    sys.exit(spread(sys.argv[1], sys.argv[2:]))
