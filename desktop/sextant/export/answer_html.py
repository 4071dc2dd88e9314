"""A model's answer as HTML that can do no harm: no markup of its own, nothing ever loaded.

What a model writes is untrusted. Its Markdown is read without HTML, pictures become
their words, only http(s) links stay links, and the host they lead to is shown. Times
and quotations are replaced by placeholders before the Markdown is read, and by our
own markup when text is written, so that a placeholder inside an address or a piece
of code becomes words again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from sextant.core.evidence import Citation, Evidence, Quotation, Status
from sextant.core.render import clock
from sextant.export.turns import Turns

LONGEST = 200_000
"""Characters read as Markdown; a longer answer is shown as it was written."""

SIGNS = {Status.FOUND: "✓", Status.CLOSE: "≈", Status.ELSEWHERE: "↷", Status.MISSING: "×"}

FIRST_HEADING = 4
"""Headings of an answer come below the report's own."""

_OPEN, _CLOSE = "\ue000", "\ue001"
_PLACEHOLDER = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
_UNSAFE = {ord(c): None for c in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"}
"""Overrides of the reading direction, by which text can be made to look like another."""

_OURS = {ord(_OPEN): "\ufffd", ord(_CLOSE): "\ufffd"}


def answer_html(text: str, evidence: Evidence, turns: Turns) -> str:
    """`text` as HTML, its times as links to the turns and a sign after each quotation."""
    edits = sorted(
        [
            *((c.offset, c.offset + c.length, c) for c in evidence.citations),
            *((q.offset + q.length, q.offset + q.length, q) for q in evidence.quotations),
        ],
        key=lambda edit: edit[:2],
    )
    source = text.translate(_OURS)
    if len(text) > LONGEST:
        return f'<div class="plain">{safe(source)}</div>'
    pieces: list[str] = []
    marks: list[Citation | Quotation] = []
    place = 0
    for start, end, mark in edits:
        if start >= place:
            pieces += (source[place:start], f"{_OPEN}{len(marks)}{_CLOSE}")
            marks.append(mark)
            place = end
    return _render("".join([*pieces, source[place:]]), marks, turns)


def safe(text: str) -> str:
    """Text in HTML, as it is."""
    return escape(text.translate(_UNSAFE))


def _render(source: str, marks: Sequence[Citation | Quotation], turns: Turns) -> str:
    tokens = _parser.parse(source)
    _lower_headings(tokens)
    for token in tokens:
        if alignment := token.attrs.pop("style", ""):
            token.attrSet("class", str(alignment).removeprefix("text-align:"))
        link = ""
        for child in token.children or ():
            if child.type == "link_open":
                link = str(child.attrGet("href") or "")
            elif child.type == "link_close":
                child.meta["host"], link = _host(link), ""
            elif child.type == "text" and not link:
                child.type = "marked_text"
            child.content = child.content if child.type == "marked_text" else _words(child, marks)
        if not token.children:
            token.content = _words(token, marks)
    return _parser.renderer.render(tokens, _parser.options, {"marks": marks, "turns": turns})


def _words(token: Token, marks: Sequence[Citation | Quotation]) -> str:
    """A token's text with placeholders as they were written."""
    return _PLACEHOLDER.sub(lambda found: _written(marks, int(found[1])), token.content)


def _written(marks: Sequence[Citation | Quotation], index: int) -> str:
    mark = marks[index]
    return mark.text if isinstance(mark, Citation) else ""


def _lower_headings(tokens: Sequence[Token]) -> None:
    """Keep the order of the answer's headings, without gaps, below the report's."""
    levels = sorted({token.tag for token in tokens if token.type == "heading_open"})
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(FIRST_HEADING + levels.index(token.tag), 6)}"


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _text(
    _: RendererHTML, tokens: Sequence[Token], index: int, __: OptionsDict, env: EnvType
) -> str:
    parts = _PLACEHOLDER.split(tokens[index].content)
    marked = [_mark(env["marks"][int(number)], env["turns"]) for number in parts[1::2]]
    plain = [safe(part) for part in parts[::2]]
    return plain[0] + "".join(a + b for a, b in zip(marked, plain[1:], strict=True))


def _mark(mark: Citation | Quotation, turns: Turns) -> str:
    return _citation(mark, turns) if isinstance(mark, Citation) else _sign(mark, turns)


def _citation(citation: Citation, turns: Turns) -> str:
    label = clock(citation.start, hours=turns.hours)
    if citation.end > citation.start:
        label += f"–{clock(citation.end, hours=turns.hours)}"
    if citation.beyond or not turns:
        return f'<span class="beyond">{label} (beyond the end)</span>'
    return f'<a class="time" href="#{turns.anchor(citation.start)}">{label}</a>'


def _sign(quotation: Quotation, turns: Turns) -> str:
    words = _verdict(quotation, turns)
    attributes = f'class="sign {quotation.status}" title="{safe(words)}"'
    inner = f'{SIGNS[quotation.status]}<span class="hidden"> {safe(words)}</span>'
    if quotation.start is None:
        return f"<span {attributes}>{inner}</span>"
    return f'<a {attributes} href="#{turns.anchor(quotation.start)}">{inner}</a>'


def _verdict(quotation: Quotation, turns: Turns) -> str:
    if quotation.start is None:
        return "not found in the transcript"
    time = clock(quotation.start, hours=turns.hours)
    match quotation.status:
        case Status.FOUND:
            return f"found at {time}"
        case Status.CLOSE:
            return f"close; at {time} the transcript has: {quotation.spoken}"
        case _:
            return f"said elsewhere, at {time}: {quotation.spoken}"


def _image(
    _: RendererHTML, tokens: Sequence[Token], index: int, __: OptionsDict, ___: EnvType
) -> str:
    """A picture is never loaded; its words stay."""
    children = tokens[index].children or ()
    return safe("".join(child.content for child in children if child.type != "image"))


def _link_close(
    _: RendererHTML, tokens: Sequence[Token], index: int, __: OptionsDict, ___: EnvType
) -> str:
    host = tokens[index].meta.get("host")
    return f'</a> <span class="host">({safe(host)})</span>' if host else "</a>"


def _make_parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    parser.validateLink = lambda url: urlsplit_scheme(url) in ("http", "https")
    parser.add_render_rule("marked_text", _text)
    parser.add_render_rule("image", _image)
    parser.add_render_rule("link_close", _link_close)
    return parser


def urlsplit_scheme(url: str) -> str:
    """The scheme of an address; empty for what is none."""
    try:
        return urlsplit(url.strip()).scheme.lower()
    except ValueError:
        return ""


_parser = _make_parser()
