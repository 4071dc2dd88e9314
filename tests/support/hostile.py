"""Answers that try to do harm, for every format to be tried on."""

from __future__ import annotations

from hypothesis import strategies as st

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<!-- [00:01:00] --> <style>*{}</style>",
    "[a](javascript:alert(1)) [b](JaVaScRiPt:alert(1)) [c](data:text/html,x) [d](file:///etc)",
    "[e](vbscript:x) <javascript:alert(1)> [f](//evil.example) [g](\x01javascript:x)",
    "[h](sextant:soon) [i](sextant:nan) [j](sextant-sign:x#y) [k](sextant-answer:z) [l](sextant:)",
    "![tracker](https://evil.example/x.png) ![x](file:///etc/passwd)",
    "[![deep](https://evil.example/y.png)](https://evil.example)",
    "[00:01:00](javascript:alert(1)) [x [00:01:00] y](https://evil.example/00:01:00)",
    '[q “we have no plan for the bank” q](https://evil.example "00:01:00 “a b c d”")',
    "[00:01:00]: https://evil.example\n\n[00:01:00]",
    '"><script>[00:01:00]</script> “><script>alert(1)</script> a b c”',
    "`[00:01:00]` and ``“we have no plan for the bank”``",
    "```\n[00:01:00] “we have no plan for the bank”\n```",
    "\ue0000\ue001 \ue00099999\ue001 [00:01:00] \ue0000\ue0001\ue001\ue001",
    "“we have a plan for us all”&#xe000;2&#xe001;&#57344;0&#57345; [x](https://a.b/%EE%80%800%ee%80%81)",
    "&lt;script&gt; &#60;script&#62; &quot; &#0; &#xd800; &#x202e;",
    "| a | b |\n|--:|:-:|\n| <b onclick=x> | [00:01:00] |",
    "\u202egnp.exe “we have \u2066no plan for the bank” [00:01:00]",
    "\x00\x0b\x1b[31m \ud800 \udfff \ufffe \uffff \U0010ffff \x85 \u2028",
    "`<b>one\u2028\u2028<script>alert(1)</script>` *two\u2029\u2029# three* [4\x85\x85](https://x.y)",
    "=cmd|'/c calc'!A1\n\n+1+1\n\n@SUM(1)\n\n“=HYPERLINK(0) we have no plan for the bank”",
    '#import "@preview/x:1.0.0": *\n#read("/etc/passwd") $x$ @ref <label> #{panic()}',
    "]]> <?xml version='1.0'?> <!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]> &e;",
    "> “we have no plan for the bank\n> and you will have an answer” [00:01:00]",
    "> “they all \ue000 \x00 \u202e agreed to \U000f1234 it” [00:01:00]",
    "“we **have no** plan *for the bank” and* [00:01:00] “it is `not enough` and we",
    "0. a\n\n999999999. b\n\n- - - - c\n  1. > # d",
    "עברית “we have no plan for the bank” العربية [00:01:00] 日本語 हिन्दी 👩‍👩‍👧",
]
"""One trick each."""

TOO_MUCH = {
    "deep quotes": "> " * 500 + "x",
    "deep lists": "- " * 500 + "x",
    "open brackets": "[" * 3000 + "x" + "](y)" * 3000,
    "emphasis": "*_" * 5000,
    "open marks": "“" * 20_000,
    "many times": "claim [00:01:00]\n" * 10_000,
    "a wide table": "|a" * 500 + "|\n" + "|-" * 500 + "|\n" + "|b" * 500 + "|\n",
    "a long table": "| a | b |\n|---|---|\n" + "| [00:01:00] | x |\n" * 3000,
    "one long word": "x" * 150_000,
    "two megabytes": "word " * 400_000,
}
"""Sizes that no person would write."""

pieces = st.lists(
    st.sampled_from([*HOSTILE, "\n", "\n\n", " ", "“", "”", "(", ")", "`", "|", "> ", "- "]),
    max_size=12,
).map("".join)
"""Tricks put together."""
