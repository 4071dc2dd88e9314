"""Everything of a recording as one Markdown text: the answers as written, then the transcript."""

from __future__ import annotations

from itertools import groupby

from sextant.core.evidence import Quotation, Status
from sextant.core.render import clock, duration_words, escaped, model_name, transcript_markdown
from sextant.core.view import AnswerView, RecordingView

_VERDICTS = {
    Status.FOUND: "found",
    Status.CLOSE: "close",
    Status.ELSEWHERE: "said elsewhere",
    Status.MISSING: "not found",
}


def markdown_report(view: RecordingView) -> str:
    """Answers by prompt, each followed by what became of its quotations."""
    recording = view.recording
    lines = [f"# {escaped(recording.source.name)}", ""]
    if recording.duration:
        lines += [f"*{duration_words(recording.duration)} · {recording.created:%Y-%m-%d}*", ""]
    if recording.practice:
        lines += ["*Practice: extracts chosen by counting words, no AI.*", ""]
    for title, group in groupby(view.answers, key=lambda answer: answer.title):
        lines += [f"## {escaped(title)}", ""]
        for answer in group:
            lines += _answer(answer)
    text = "\n".join(lines)
    if view.transcript:
        text += "\n" + transcript_markdown(view.transcript, recording).replace("# ", "## ", 1)
    return text


def _answer(answer: AnswerView) -> list[str]:
    analysis = answer.analysis
    cut = [] if analysis.complete else ["*This answer was cut short.*", ""]
    checked = [_checked(quotation) for quotation in answer.evidence.quotations]
    proof = ["", "*Quotations, looked up in the transcript:*", "", *checked] if checked else []
    return [f"### {model_name(analysis.key.model)}", "", *cut, analysis.text.strip(), *proof, ""]


def _checked(quotation: Quotation) -> str:
    where = "" if quotation.start is None else f" [{clock(quotation.start)}]"
    return f"- {_VERDICTS[quotation.status]}{where}: “{escaped(quotation.text)}”"
