"""A Word document to work on: styles, headings, tables, comments on what was not found."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import IO

from docx import Document
from docx.document import Document as WordDocument
from docx.text.paragraph import Paragraph

from sextant.core.render import duration_words
from sextant.core.speaking import speaking
from sextant.core.view import RecordingView
from sextant.export import docx_style, docx_xml, wording
from sextant.export.docx_answer import AnswerWriter
from sextant.export.reading import read_answer
from sextant.export.subject import Subject
from sextant.export.text import clean, one_line, right_to_left
from sextant.export.turns import Turns, by_correction, quoted_spans

Cell = str | tuple[str, int | None]
"""Text, or a time and the turn it leads to."""


def docx_report(subject: Subject, sink: IO[bytes]) -> None:
    """The whole recording, to be edited and passed on."""
    view = subject.view
    turns = Turns(view.transcript)
    document = Document()
    docx_style.add_styles(document)
    _properties(document, view)
    document.add_paragraph(wording.title(view), "Title")
    document.add_paragraph(" · ".join(wording.facts(view)), docx_style.FACTS)
    if view.recording.practice:
        document.add_paragraph(wording.PRACTICE)
    _facts(document, view)
    _moments(document, view, turns)
    _answers(document, view, turns)
    _transcript(document, view, turns)
    _origin(document, view)
    # python-docx seeks in what it writes; the sink need not be able to.
    whole = io.BytesIO()
    document.save(whole)
    sink.write(whole.getbuffer())


def _properties(document: WordDocument, view: RecordingView) -> None:
    """What Word shows of a file; no names and no times but those of the recording."""
    properties = document.core_properties
    properties.title = wording.title(view)[:250]
    properties.author = properties.last_modified_by = "Sextant"
    properties.comments = ""
    properties.created = properties.modified = view.recording.created.replace(tzinfo=None)
    section = document.sections[0]
    section.header.paragraphs[0].text = wording.title(view)
    footer = section.footer.paragraphs[0]
    docx_xml.field(footer, "PAGE")
    footer.add_run(" / ")
    docx_xml.field(footer, "NUMPAGES")


def _facts(document: WordDocument, view: RecordingView) -> None:
    rows: list[Sequence[Cell]] = [("Fact", "What is known")]
    if view.transcript:
        rows.append(("Length", duration_words(view.transcript.duration)))
        voices = [
            f"{one_line(view.recording.speaker_name(voice.speaker))} ({voice.share:.0%})"
            for voice in speaking(view.transcript)
        ]
        rows.append(("Speakers", ", ".join(voices)))
    rows.append(("Answers", ", ".join(map(wording.name, view.answers)) or "none yet"))
    found = wording.counts(view.answers)
    rows += [
        (f"Quotations {wording.SIGNS[status]}", f"{found[status]} {words}")
        for status, words in wording.STATUSES.items()
        if found
    ]
    docx_style.table(document, rows, _cell, _length)


def _moments(document: WordDocument, view: RecordingView, turns: Turns) -> None:
    if not view.moments:
        return
    rows: list[Sequence[Cell]] = [("Time", "Answers", "What was said")]
    rows += [
        (
            (turns.clock(moment.start), turns.index(moment.start)),
            f"{len(moment.analyses)} of {len(view.answers)}",
            wording.words_of(moment, view.transcript),
        )
        for moment in view.moments
    ]
    document.add_heading("Where the answers meet", 1)
    docx_style.table(document, rows, _cell, _length)


def _answers(document: WordDocument, view: RecordingView, turns: Turns) -> None:
    writer = AnswerWriter(document, turns, view.recording.created)
    for title, group in wording.groups(view.texts):
        document.add_heading(title, 1)
        if summary := one_line(group[0].summary):
            document.add_paragraph(summary, docx_style.FACTS)
        for answer in group:
            document.add_heading(wording.model(answer), 2)
            document.add_paragraph(wording.origin(answer.analysis), docx_style.FACTS)
            if not answer.analysis.complete:
                document.add_paragraph().add_run(wording.CUT).bold = True
            writer.blocks(read_answer(answer.analysis.text, answer.evidence))
            if proof := wording.summary([answer]):
                document.add_paragraph(proof, docx_style.FACTS)


def _transcript(document: WordDocument, view: RecordingView, turns: Turns) -> None:
    if not turns:
        return
    quoted = quoted_spans(view.texts)
    document.add_heading("Transcript", 1)
    if quoted:
        document.add_paragraph("Marked is what answers quote.", docx_style.FACTS)
    for index, turn in enumerate(turns):
        head = docx_xml.add_paragraph(document, docx_style.TURN)
        head.add_run(one_line(view.recording.speaker_name(turn.speaker))).bold = True
        docx_xml.put_on(head.add_run(f"  {turns.clock(turn.start)}"), docx_style.CLOCK)
        docx_xml.bookmark(head, index, f"t{index}")
        said = docx_xml.add_paragraph(document, docx_style.SAID)
        pieces = (
            (text, docx_style.SAID_STYLES[marked, corrected])
            for words, marked in turns.pieces(turn, quoted)
            for text, corrected in by_correction(words)
        )
        for place, (text, style) in enumerate(pieces):
            if place:
                said.add_run(" ")
            run = said.add_run(clean(text))
            if style:
                docx_xml.put_on(run, style)
        if right_to_left(turn.text):
            docx_xml.right_to_left(said)
    if corrections := wording.corrections(view, turns):
        document.add_heading("Corrected by a person", 2)
        document.add_paragraph(wording.CORRECTED, docx_style.FACTS)
        for time, words in corrections:
            document.add_paragraph(f"{time}  {words}", "List Bullet")


def _origin(document: WordDocument, view: RecordingView) -> None:
    if rows := wording.provenance(view):
        document.add_heading("How this was made", 1)
        document.add_paragraph(wording.METHOD, docx_style.FACTS)
        docx_style.table(document, rows, _cell, _length)


def _length(cell: Cell) -> int:
    return len(cell if isinstance(cell, str) else cell[0])


def _cell(paragraph: Paragraph, cell: Cell, _column: int) -> None:
    text, turn = (cell, None) if isinstance(cell, str) else cell
    run = paragraph.add_run(text)
    if turn is not None:
        docx_xml.put_on(run, docx_style.TIME)
        docx_xml.link(run, f"t{turn}")
