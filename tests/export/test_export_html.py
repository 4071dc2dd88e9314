"""The report, and answers that try to do harm in it."""

from __future__ import annotations

import base64
import io
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sextant.core.evidence import Evidence
from sextant.export.html import html_report
from sextant.export.html_answer import AnswerPage
from sextant.export.reading import LONGEST, read_answer
from sextant.export.subject import Sound, Subject
from sextant.export.turns import Turns
from support.hostile import HOSTILE, TOO_MUCH, pieces
from support.views import MEETING, answer, exported, view

ALLOWED = {
    *("a", "span", "p", "ul", "ol", "li", "em", "strong", "code", "pre", "blockquote", "hr", "br"),
    *("table", "thead", "tbody", "tr", "th", "td", "h4", "h5", "h6", "s", "div"),
}
ATTRIBUTES = {
    *("href", "class", "title", "start", "rel", "scope"),
    *("role", "aria-label", "tabindex"),
}
VOID = ("br", "hr", "meta", "rect", "circle")


class Page(HTMLParser):
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
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.unbalanced = True

    def values(self, name: str) -> list[str]:
        return [attributes[name] or "" for _, attributes in self.tags if name in attributes]


def shown(text: str) -> str:
    turns = Turns(MEETING)
    evidence = answer("brief", "m/x", text).evidence
    return AnswerPage(turns, lambda _: "").blocks(read_answer(text, evidence))


def report(subject: Subject) -> str:
    return exported("html", subject).decode()


def harmless(page: str) -> bool:
    found = Page(page)
    return (
        {tag for tag, _ in found.tags} <= ALLOWED
        and {name for _, attributes in found.tags for name in attributes} <= ATTRIBUTES
        and all(re.match(r"https?://|#t\d+$", address) for address in found.values("href"))
        and not found.unbalanced
        and not found.open
        and not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\uf8ff\u202a-\u202e]", page)
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_answers_do_no_harm(text):
    assert harmless(shown(text))


@pytest.mark.parametrize("text", TOO_MUCH.values(), ids=TOO_MUCH)
def test_more_than_a_person_would_write_does_no_harm(text):
    assert harmless(shown(text))


@given(pieces)
def test_hostile_pieces_do_no_harm_together(text):
    assert harmless(shown(text))


@given(st.text(max_size=300))
def test_any_answer_is_harmless(text):
    assert harmless(shown(text))


@pytest.mark.parametrize("size", [LONGEST, 2_000_000])
def test_a_huge_answer_is_shown_as_it_was_written(size):
    text = "<b>" + "x" * size
    assert shown(text) == f"<pre>&lt;b&gt;{'x' * size}</pre>\n"


def test_a_table_too_wide_becomes_lines():
    assert "<table" not in shown(TOO_MUCH["a wide table"])
    assert "b | b | b" in shown(TOO_MUCH["a wide table"])


def test_times_lead_to_the_turn():
    assert '<a class="time" href="#t1">01:00</a>' in shown("Not enough [00:01:00].")


def test_a_time_inside_code_or_an_address_stays_as_written():
    assert "<code>[00:01:00]</code>" in shown("`[00:01:00]`")
    page = Page(shown("[see [00:01:00]](https://example.org/[00:01:00])"))
    assert page.values("href") == ["https://example.org/%5B00:01:00%5D"]


def test_a_link_says_where_it_leads():
    page = shown("[our bank](https://evil.example/login)")
    assert '<span class="host">(evil.example)</span>' in page


def test_an_address_shown_whole_is_not_said_twice():
    assert "(example.org)" not in shown("<https://example.org/a>")


@pytest.mark.parametrize("forged", ["&#xe000;1&#xe001;", "&#57344;1&#57345;", "\ue0001\ue001"])
def test_an_answer_cannot_give_itself_a_sign(forged):
    page = shown(f"“it is not enough” “they all agreed to it”{forged} [00:01:00]")
    assert page.count('class="sign found"') == page.count('class="sign missing"') == 1


def test_a_quotation_not_found_is_underlined_from_end_to_end():
    page = shown("They say “the *mayor* promised us money” now.")
    assert page == (
        '<p>They say <span class="unfound">“the </span><em><span class="unfound">mayor</span></em>'
        '<span class="unfound"> promised us money”</span>'
        '<span class="sign missing" title="not found in the transcript">×'
        '<span class="hidden"> not found in the transcript</span></span> now.</p>\n'
    )


def test_a_block_quote_keeps_its_shape_and_gets_its_sign():
    page = shown("> “we have no plan for the bank” [00:01:00]\n\nNext.")
    assert page.startswith("<blockquote><p>“we have no plan for the bank”<a ")
    assert page.count("</blockquote>") == 1


def test_every_word_of_an_answer_is_shown_once():
    text = "One **two** `three` [four](https://x.example) ![five](https://y.example)"
    text += "\n\n- six\n\n> seven\n\n# eight"
    words = re.sub(r"<[^>]+>|\(x\.example\)", " ", shown(text)).split()
    assert words == ["One", "two", "three", "four", "five", "six", "seven", "eight"]


@given(pieces)
def test_reading_without_evidence_never_fails(text):
    assert isinstance(read_answer(text, Evidence()), tuple)


def policy(page: Page) -> str:
    return next(a["content"] or "" for t, a in page.tags if t == "meta" and "content" in a)


def test_the_report_allows_only_its_own_style():
    page = Page(report(Subject(view())))
    assert re.fullmatch(
        r"default-src 'none'; style-src 'sha256-[\w+/=]{44}'; base-uri 'none'; form-action 'none'",
        policy(page),
    )
    assert not {"script", "img", "link", "iframe", "object", "audio"} & {t for t, _ in page.tags}
    assert page.values("src") == []
    assert not page.unbalanced
    assert page.open == []


def test_the_style_loads_nothing():
    style = re.search(r"<style>(.*?)</style>", report(Subject(view())), re.DOTALL)
    assert style
    assert not re.search(r"url\(|@import|image-set|src:", style[1])


@pytest.mark.parametrize("spoken", [MEETING, None], ids=["spoken", "no transcript"])
def test_every_link_of_the_report_has_its_target(spoken):
    page = Page(report(Subject(view(spoken=spoken))))
    targets = page.values("id")
    links = [link for link in page.values("href") if link.startswith("#")]
    assert links
    assert len(targets) == len(set(targets))
    assert {link[1:] for link in links} <= set(targets)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_report_with_a_hostile_answer_loads_nothing(text):
    page = Page(report(Subject(view(answer("brief", "m/x", text)))))
    assert page.values("src") == page.values("style") == page.values("srcset") == []
    assert not page.unbalanced
    assert {tag for tag, _ in page.tags} <= ALLOWED | {
        *("html", "head", "meta", "title", "style", "body", "header", "nav", "main", "footer"),
        *("h1", "h2", "h3", "section", "article", "svg", "rect", "circle", "text", "b", "mark"),
        *("details", "summary"),
    }


def test_sound_beside_the_report_plays_without_script(tmp_path):
    page = Page(report(Subject(view(), tmp_path / "audio é#1.m4a", Sound.BESIDE)))
    played = [link for link in page.values("href") if link.startswith("audio")]
    assert "audio%20%C3%A9%231.m4a?t=60#t=60" in played
    assert "frame-src 'self'" in policy(page)
    assert "script" not in {tag for tag, _ in page.tags}
    assert page.values("src") == []


def test_embedded_sound_is_the_recording_and_its_script_the_only_one(tmp_path):
    audio = tmp_path / "audio.ogg"
    audio.write_bytes(bytes(range(256)) * 2000)
    text = report(Subject(view(), audio, Sound.EMBEDDED))
    page = Page(text)
    assert "media-src data:; script-src 'sha256-" in policy(page)
    assert len([tag for tag, _ in page.tags if tag == "script"]) == 1
    [source] = page.values("src")
    kind, _, encoded = source.partition(";base64,")
    assert kind == "data:audio/ogg"
    assert base64.b64decode(encoded) == audio.read_bytes()


def test_without_sound_nothing_offers_to_play():
    assert 'class="play"' not in report(Subject(view(), None, Sound.BESIDE))
    assert 'class="play"' not in report(Subject(view()))


def test_what_an_answer_quotes_is_marked_in_the_transcript():
    assert "<mark>&lt;four&gt; hundred thousand dollars</mark>" in report(Subject(view()))


def test_practice_is_labelled():
    assert "No AI took part" in report(Subject(view(practice=True)))
    assert "No AI took part" not in report(Subject(view()))


def test_a_report_is_written_piece_by_piece():
    class Counting(io.BytesIO):
        longest = 0

        def write(self, data, /):
            self.longest = max(self.longest, len(data))
            return super().write(data)

    sink = Counting()
    html_report(Subject(view()), sink)
    assert sink.longest < len(sink.getvalue())
