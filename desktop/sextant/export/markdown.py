"""Everything of a recording as one Markdown text: the answers, then the transcript."""

from __future__ import annotations

from sextant.core.evidence import Quotation, Status
from sextant.core.render import clock, duration_words, escaped, transcript_markdown
from sextant.core.view import AnswerView, RecordingView
from sextant.export import wording
from sextant.export.markdown_answer import AnswerMarkdown
from sextant.export.reading import read_answer
from sextant.export.text import clean
from sextant.export.turns import Turns

_VERDICTS = {
    Status.FOUND: "found",
    Status.CLOSE: "close",
    Status.ELSEWHERE: "said elsewhere",
    Status.MISSING: "not found",
}


def markdown_report(view: RecordingView) -> str:
    """Answers by prompt, each followed by what became of its quotations."""
    recording = view.recording
    writer = AnswerMarkdown(Turns(view.transcript))
    lines = [f"# {escaped(wording.title(view))}", ""]
    if recording.duration:
        lines += [f"*{duration_words(recording.duration)} · {recording.created:%Y-%m-%d}*", ""]
    if recording.practice:
        lines += ["*Practice: extracts chosen by counting words, no AI.*", ""]
    for title, group in wording.groups(view.texts):
        lines += [f"## {escaped(title)}", ""]
        for answer in group:
            lines += _answer(answer, writer)
    text = "\n".join(lines)
    if view.transcript:
        spoken = transcript_markdown(view.transcript, recording).replace("# ", "## ", 1)
        text += f"\n{clean(spoken)}"
    return text


def _answer(answer: AnswerView, writer: AnswerMarkdown) -> list[str]:
    cut = [] if answer.analysis.complete else [f"*{wording.CUT}*", ""]
    checked = [_checked(quotation) for quotation in answer.evidence.quotations]
    proof = ["", "*Quotations, looked up in the transcript:*", "", *checked] if checked else []
    blocks = read_answer(answer.analysis.text, answer.evidence)
    name = escaped(wording.model(answer))
    return [f"### {name}", "", *cut, *writer.lines(blocks), *proof, ""]


def _checked(quotation: Quotation) -> str:
    where = "" if quotation.start is None else f" [{clock(quotation.start)}]"
    return f"- {_VERDICTS[quotation.status]}{where}: “{escaped(clean(quotation.text))}”"
