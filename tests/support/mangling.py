"""Bytes that were whole once: changed, cut, doubled, nested, and put together anew."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

ODD = (
    *(b"\x00", b"\xff\xfe", b"\xed\xa0\x80", b"\xf4\x8f\xbf\xbf", b"\xe2\x80\xae", b"\r", b"\n\n"),
    *(b"null", b"true", b"[]", b"{}", b'""', b"-0", b"1e999", b"NaN", b"9" * 400, b"-1", b"1e-400"),
    *(b"[" * 5000, b'{"a":' * 5000, b"\xef\xbb\xbf", b"---\n", b"data: ", b"..\\..\\", b"../../"),
)
"""Pieces that parsers stumble over."""


def mangled(seeds: Sequence[bytes], chance: Random) -> bytes:
    """One of `seeds`, with some of its bytes not as they were."""
    data = bytearray(chance.choice(seeds))
    for _ in range(chance.randint(1, 6)):
        at = chance.randint(0, len(data))
        to = min(len(data), at + chance.choice((1, 2, 8, 64, 512)))
        match chance.randint(0, 5):
            case 0:
                data[at:to] = chance.randbytes(to - at)
            case 1:
                del data[at:to]
            case 2:
                data[at:at] = chance.choice(ODD)
            case 3:
                data[at:to] = chance.choice(ODD)
            case 4:
                data[at:at] = data[at:to]
            case _:
                other = chance.choice(seeds)
                data[at:to] = other[: chance.randint(0, len(other))]
    return bytes(data)
