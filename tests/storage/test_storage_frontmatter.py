"""Front matter: what is joined splits again, and the text below is never touched."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sextant.core import frontmatter

NAMES = st.from_regex(r"[A-Za-z_][A-Za-z0-9_-]{0,12}", fullmatch=True)
TEXT = st.text(st.characters(exclude_categories=["Cs"]))
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**15), 10**15)
    | TEXT
    | st.decimals(allow_nan=False, allow_infinity=False, places=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(NAMES, VALUES, max_size=5), TEXT)
def test_what_is_joined_splits_again(fields, body):
    """Any field and any text survive the way through a file."""
    assert frontmatter.split(frontmatter.join(fields, body)) == (fields, body)


@given(TEXT)
def test_any_text_can_be_split(text):
    """No text breaks the parser, and what has no front matter comes back whole."""
    fields, body = frontmatter.split(text)
    assert text.endswith(body)
    if not fields and not text.startswith("---"):
        assert body == text


@given(st.text('-: \n\r#a"{}[]0\ufeff', max_size=40))
def test_text_that_almost_is_front_matter(text):
    """Broken blocks are text, not errors."""
    _, body = frontmatter.split(text)
    assert text.endswith(body)


@pytest.mark.parametrize(
    ("source", "fields", "body"),
    [
        ("---\ntitle: Short and plain\n---\nAsk.", {"title": "Short and plain"}, "Ask."),
        ('\ufeff---\r\ntitle: "A"\r\n---\r\nAsk.\r\n', {"title": "A"}, "Ask.\r\n"),
        ("---\ntitle: A\ntags:\n  - x\n# no\n\n---\nB", {"title": "A", "tags": ""}, "B"),
        ("---\ncost_usd: 0.10\n---\n", {"cost_usd": Decimal("0.10")}, ""),
        ("---\nword: NaN\n---\n", {"word": "NaN"}, ""),
        ("---\ntitle: A\n---", {"title": "A"}, ""),
        ("---\n\nA rule, then text.\n", {}, "---\n\nA rule, then text.\n"),
        ("---\ntitle: never closed\n", {}, "---\ntitle: never closed\n"),
        ("No front matter\n---\n", {}, "No front matter\n---\n"),
        (f"---\ndeep: {'[' * 100_000}\n---\n", {"deep": "[" * 100_000}, ""),
    ],
)
def test_what_people_write(source, fields, body):
    """Unquoted words, Windows line ends, YAML lists and rules all have their meaning."""
    assert frontmatter.split(source) == (fields, body)


def test_a_number_that_no_computer_holds_is_text():
    fields, _ = frontmatter.split("---\nold: 1.5e99999999999999999999\n---\nx")
    assert fields == {"old": "1.5e99999999999999999999"}
