"""The report, and answers that try to do harm in it."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sextant.export.answer_html import LONGEST, answer_html
from sextant.export.html import html_report
from sextant.export.turns import Turns
from support.views import MEETING, answer, view

TURNS = Turns(MEETING)
ALLOWED = {
    *("a", "span", "p", "ul", "ol", "li", "em", "strong", "code", "pre", "blockquote", "hr", "br"),
    *("table", "thead", "tbody", "tr", "th", "td", "h4", "h5", "h6", "s", "div"),
}
ATTRIBUTES = {"href", "class", "title", "start"}


class Reader(HTMLParser):
    """What a browser would make of it."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.unbalanced = False
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in ("br", "hr", "meta"):
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.unbalanced = True


def shown(text: str) -> str:
    return answer_html(text, answer("brief", "m/x", text).evidence, TURNS)


def harmless(page: str) -> bool:
    reader = Reader(page)
    addresses = [a["href"] or "" for _, a in reader.tags if "href" in a]
    return (
        {tag for tag, _ in reader.tags} <= ALLOWED
        and {name for _, attributes in reader.tags for name in attributes} <= ATTRIBUTES
        and all(re.match(r"https?://|#t\d+$", address) for address in addresses)
        and not reader.unbalanced
        and not reader.open
    )


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<!-- [00:01:00] --> <style>*{}</style>",
    "[a](javascript:alert(1)) [b](JaVaScRiPt:alert(1)) [c](data:text/html,x) [d](file:///etc)",
    "[e](vbscript:x) <javascript:alert(1)> [f](//evil.example) [g](\x01javascript:x)",
    "![tracker](https://evil.example/x.png) ![x](file:///etc/passwd)",
    "[![deep](https://evil.example/y.png)](https://evil.example)",
    "[00:01:00](javascript:alert(1)) [x [00:01:00] y](https://evil.example/00:01:00)",
    '[q “we have no plan for the bank” q](https://evil.example "00:01:00 “a b c d”")',
    "[00:01:00]: https://evil.example\n\n[00:01:00]",
    '"><script>[00:01:00]</script> “><script>alert(1)</script> a b c”',
    "`[00:01:00]` and ``“we have no plan for the bank”``",
    "```\n[00:01:00] “we have no plan for the bank”\n```",
    "\ue0000\ue001 \ue00099999\ue001 [00:01:00]",
    "&lt;script&gt; &#60;script&#62; &quot;",
    "| a | b |\n|--:|:-:|\n| <b onclick=x> | [00:01:00] |",
    "\u202egnp.exe “we have \u2066no plan for the bank” [00:01:00]",
    "> " * 500 + "x",
    "[" * 3000 + "x" + "](y)" * 3000,
    "*_" * 5000,
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_answers_do_no_harm(text):
    assert harmless(shown(text))


@given(st.lists(st.sampled_from([*HOSTILE[:17], "\n", " ", "“", "”", "(", ")", "`", "|"])))
def test_hostile_pieces_do_no_harm_together(pieces):
    assert harmless(shown("".join(pieces)))


@given(st.text(max_size=300))
def test_any_answer_is_harmless(text):
    assert harmless(shown(text))


def test_overrides_of_the_reading_direction_are_gone():
    assert not set("\u202e\u2066") & set(shown(HOSTILE[16]))


def test_a_huge_answer_is_shown_as_it_was_written():
    text = "<b>" + "x" * LONGEST
    assert shown(text) == f'<div class="plain">&lt;b&gt;{"x" * LONGEST}</div>'


def test_times_lead_to_the_turn():
    assert '<a class="time" href="#t1">01:00</a>' in shown("Not enough [00:01:00].")


def test_a_time_inside_code_or_an_address_stays_as_written():
    assert "<code>[00:01:00]</code>" in shown("`[00:01:00]`")
    assert Reader(shown("[see [00:01:00]](https://example.org)")).open == []


def test_a_link_says_where_it_leads():
    page = shown("[our bank](https://evil.example/login)")
    assert '<span class="host">(evil.example)</span>' in page


def test_the_report_allows_only_its_own_style():
    page = html_report(view()).decode()
    reader = Reader(page)
    policy = next(a["content"] or "" for t, a in reader.tags if t == "meta" and "content" in a)
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert not re.search(r"<(script|img|link|iframe|object|audio)", page)
    assert not reader.unbalanced


def test_every_link_of_the_report_has_its_target():
    reader = Reader(html_report(view()).decode())
    targets = {attributes["id"] for _, attributes in reader.tags if "id" in attributes}
    links = {a["href"] for _, a in reader.tags if (a.get("href") or "").startswith("#")}
    assert links
    assert {str(link)[1:] for link in links} <= targets


def test_practice_is_labelled():
    assert "No AI took part" in html_report(view(practice=True)).decode()
    assert "No AI took part" not in html_report(view()).decode()
