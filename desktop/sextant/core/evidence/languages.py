"""What of a language matters when words are compared: sounds, contractions, number words.

A language of its own is one more entry of `_LANGUAGES`; any other is compared by its
plain words, and only loses that "400" is "four hundred".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

import msgspec

HUNDRED = 100
THOUSAND = 1000
MILLION = 10**6
BILLION = 10**9

_SOUNDS = ("ah", "hm", "hmm", "hmmm", "mhm", "mm", "mmm", "uh", "uhm", "umm", "erm", "ehm")


class Language(msgspec.Struct, frozen=True):
    """The words of a language that are compared in a way of their own, casefolded.

    `sounds` are what a recogniser may or may not write down. `asides` are phrases that
    say nothing, left out by whoever quotes with care. `endings` are contractions after
    an apostrophe, `elided` what stands before one; `whole` are other ways of writing.
    `doubtful` are pairs of words that a contraction may stand for. `unspoken` are words
    that are written but rarely said.

    `small` maps a number word to its value and the bound below which a number may be
    added to it (``twenty`` takes less than 10, ``soixante`` less than 20); `inner` are
    the same, but numbers only behind another one (``un`` in ``vingt et un``). `scales`
    multiply what stands before them, `articles` count as one there; `glued` is a scale
    inside a longer word. `joins` stand between, where at least `join_room` may be added;
    `points` stand before decimals, `coins` between an amount and its cents. `ordinals` map
    to their number, which gets the ending `ordinal`. `spaced` says that a space sets
    thousands apart. `units` are names for what signs as ``%`` and ``$`` say, and `pairs`
    two words that are one.
    """

    code: str
    sounds: frozenset[str] = frozenset(_SOUNDS)
    asides: frozenset[tuple[str, ...]] = frozenset()
    endings: Mapping[str, str] = {}
    elided: frozenset[str] = frozenset()
    whole: Mapping[str, str] = {}
    doubtful: frozenset[frozenset[str]] = frozenset()
    unspoken: frozenset[str] = frozenset()
    small: Mapping[str, tuple[int, int]] = {}
    inner: Mapping[str, tuple[int, int]] = {}
    scales: Mapping[str, int] = {}
    articles: frozenset[str] = frozenset()
    joins: frozenset[str] = frozenset()
    coins: frozenset[str] = frozenset()
    join_room: int = 10
    points: frozenset[str] = frozenset()
    ordinals: Mapping[str, int] = {}
    ordinal: str = "th"
    glued: str = ""
    spaced: bool = False
    units: Mapping[str, str] = {}
    pairs: Mapping[tuple[str, str], str] = {}

    @property
    def counting(self) -> frozenset[str]:
        """Every word that may be part of a number."""
        words = {*self.coins, *self.small, *self.inner, *self.scales, *self.ordinals, *self.units}
        paired = {word for pair in self.pairs for word in pair}
        return frozenset(words | paired | self.articles | self.joins | self.points)


@lru_cache(maxsize=1)
def _languages() -> Mapping[str, Language]:
    known = (_english(), _german(), _french(), _spanish())
    return {language.code: language for language in known}


def language_of(codes: Sequence[str]) -> Language:
    """That of the first of `codes` (``en``, ``de-CH`` …) that is known; English for none at all."""
    known = _languages()
    if not codes:
        return known["en"]
    plain = [code.partition("-")[0].lower() for code in codes]
    return next((known[code] for code in plain if code in known), Language(plain[0]))


def _small(units: str, tens: str, *, first: int = 20, **more: int) -> dict[str, tuple[int, int]]:
    """Units counted from zero, tens from `first`; `more` are other words without room."""
    words = {word: (value, 0) for value, word in enumerate(units.split())}
    words |= {word: (first + 10 * place, 10) for place, word in enumerate(tens.split())}
    return words | {word: (value, 0) for word, value in more.items()}


def _counted(words: str, first: int = 1) -> dict[str, int]:
    return {word: value for value, word in enumerate(words.split(), start=first)}


def _english() -> Language:
    return Language(
        "en",
        sounds=frozenset((*_SOUNDS, "um", "er", "eh")),
        asides=frozenset((("you", "know"), ("i", "mean"))),
        endings={
            "n't": "not", "re": "are", "ll": "will", "ve": "have", "m": "am", "s": "is",
            "d": "would",
        },
        whole={
            "cannot": "can not", "can't": "can not", "won't": "will not", "let's": "let us",
            "gonna": "going to", "wanna": "want to", "gotta": "got to", "ok": "okay",
            "'cause": "because", "'em": "them", "shan't": "shall not",
        },
        doubtful=frozenset((frozenset(("is", "has")), frozenset(("would", "had")))),
        small=_small(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen "
            "fourteen fifteen sixteen seventeen eighteen nineteen",
            "twenty thirty forty fifty sixty seventy eighty ninety",
        ),
        scales={
            "hundred": HUNDRED, "thousand": THOUSAND, "million": MILLION, "billion": BILLION,
        },
        articles=frozenset(("a",)),
        joins=frozenset(("and",)),
        join_room=HUNDRED,
        points=frozenset(("point",)),
        coins=frozenset(("dollars", "euros", "pounds")),
        ordinals=_counted(
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
            "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
        )
        | {"thirtieth": 30},
        units={"%": "percent", "$": "dollars", "€": "euros", "£": "pounds", "dollar": "dollars",
               "euro": "euros", "pound": "pounds"},
        pairs={("per", "cent"): "percent"},
    )  # fmt: skip


def _german() -> Language:
    units = (
        "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn "
        "fünfzehn sechzehn siebzehn achtzehn neunzehn"
    )
    tens = "zwanzig dreissig vierzig fünfzig sechzig siebzig achtzig neunzig"
    spoken = "hab mach sag glaub denk find geh komm wär hätt würd brauch nehm schreib"
    stems = (
        "erst zweit dritt viert fünft sechst siebt acht neunt zehnt elft zwölft dreizehnt "
        "vierzehnt fünfzehnt sechzehnt siebzehnt achtzehnt neunzehnt zwanzigst"
    )
    numbers = dict(_german_numbers(units.split(), tens.split()))
    del numbers["hundert"]
    return Language(
        "de",
        sounds=frozenset((*_SOUNDS, "äh", "ähm", "öh", "öhm", "hä")),
        asides=frozenset((("sozusagen",), ("quasi",), ("ne",), ("sag", "ich", "mal"))),
        endings={"s": "es", "n": "ein", "ne": "eine", "nen": "einen"},
        whole={word: word + "e" for word in spoken.split()}
        | {"'ne": "eine", "'nen": "einen", "'n": "ein", "'s": "es", "nich": "nicht"},
        small={word: (value, 0) for word, value in numbers.items()},
        scales={"hundert": HUNDRED, "tausend": THOUSAND, "million": MILLION,
                "millionen": MILLION, "milliarde": BILLION, "milliarden": BILLION},
        articles=frozenset(("ein", "eine", "einer", "einen")),
        points=frozenset(("komma",)),
        coins=frozenset(("euro", "dollar", "pfund")),
        ordinals={
            stem + ending: value
            for stem, value in (
                *_counted(stems).items(),
                *((f"{word}st", value) for word, value in numbers.items() if 20 < value < 100),
            )
            for ending in ("e", "en", "er", "es", "em")
        },
        ordinal="",
        glued="tausend",
        units={"%": "prozent", "$": "dollar", "€": "euro", "£": "pfund", "euros": "euro"},
    )  # fmt: skip


def _german_numbers(units: Sequence[str], tens: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Number words of German, which writes a number in one: to 999, and hundreds to 1999."""
    ones = ["", "ein", *units[2:]]
    below = dict(enumerate(units))
    for value, ten in zip(range(20, 100, 10), tens, strict=True):
        below[value] = ten
        below |= {value + one: f"{ones[one]}und{ten}" for one in range(1, 10)}
    yield from ((word, value) for value, word in below.items())
    for hundreds in range(1, 20):
        for head in (f"{ones[hundreds]}hundert", *(["hundert"] if hundreds == 1 else [])):
            value = hundreds * HUNDRED
            yield head, value
            for rest in range(1, 100):
                yield head + below[rest], value + rest
                yield f"{head}und{below[rest]}", value + rest


def _french() -> Language:
    return Language(
        "fr",
        sounds=frozenset((*_SOUNDS, "euh", "heu", "ben", "bah", "hum")),
        asides=frozenset((("hein",), ("quoi",), ("tu", "sais"), ("vous", "savez"), ("enfin",))),
        elided=frozenset(
            ("l", "d", "j", "m", "t", "s", "c", "n", "y", "qu", "jusqu", "lorsqu", "puisqu",
             "quoiqu")
        ),
        unspoken=frozenset(("ne", "n")),
        small=_small(
            "zéro \x00 deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze "
            "quinze seize",
            "vingt trente quarante cinquante",
            septante=70, huitante=80, octante=80, nonante=90,
        ) | {"dix": (10, 10), "soixante": (60, 20), "quatrevingt": (80, 20)},
        inner={"un": (1, 0), "une": (1, 0)},
        scales={"cent": HUNDRED, "cents": HUNDRED, "mille": THOUSAND, "million": MILLION,
                "millions": MILLION, "milliard": BILLION, "milliards": BILLION},
        articles=frozenset(("un",)),
        joins=frozenset(("et",)),
        points=frozenset(("virgule",)),
        coins=frozenset(("euros", "dollars", "livres")),
        ordinals=_counted(
            "premier deuxième troisième quatrième cinquième sixième septième huitième neuvième "
            "dixième onzième douzième"
        ) | {"première": 1},
        units={"%": "pourcent", "$": "dollars", "€": "euros", "£": "livres", "dollar": "dollars",
               "euro": "euros"},
        spaced=True,
        pairs={("pour", "cent"): "pourcent", ("quatre", "vingt"): "quatrevingt",
               ("quatre", "vingts"): "quatrevingt"},
    )  # fmt: skip


def _spanish() -> Language:
    hundreds = (
        "doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos "
        "novecientos"
    )
    large = {word: (HUNDRED * (place + 2), 100) for place, word in enumerate(hundreds.split())}
    large |= {word[:-2] + "as": value for word, value in large.items()}
    return Language(
        "es",
        sounds=frozenset((*_SOUNDS, "eh", "em", "eeh")),
        asides=frozenset((("o", "sea"), ("digamos",), ("sabes",), ("verdad",))),
        whole={"pa'": "para"},
        small=_small(
            "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce "
            "quince dieciséis diecisiete dieciocho diecinueve veinte veintiuno veintidós "
            "veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve",
            "treinta cuarenta cincuenta sesenta setenta ochenta noventa",
            first=30,
            veintiún=21,
            veintiuna=21,
        )
        | {"cien": (100, 0), "ciento": (100, 100)}
        | large,
        inner={"un": (1, 0), "una": (1, 0)},
        scales={"mil": THOUSAND, "millón": MILLION, "millones": MILLION},
        articles=frozenset(("un",)),
        joins=frozenset(("y", "con")),
        points=frozenset(("coma", "punto")),
        coins=frozenset(("euros", "dólares", "libras")),
        ordinals=_counted(
            "primero segundo tercero cuarto quinto sexto séptimo octavo noveno décimo"
        ) | _counted("primera segunda tercera cuarta quinta sexta séptima octava novena décima")
        | {"primer": 1, "tercer": 3},
        units={"%": "porciento", "$": "dólares", "€": "euros", "£": "libras",
               "dólar": "dólares", "euro": "euros"},
        spaced=True,
        pairs={("por", "ciento"): "porciento", ("por", "cien"): "porciento"},
    )  # fmt: skip
