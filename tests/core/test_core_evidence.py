"""What an answer cites and quotes, looked up in the transcript."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sextant.core.evidence import Citation, Examiner, Quotation, Status
from sextant.core.model import Transcript
from support.spoken import transcript

MEETING = transcript(
    (0, "Good morning. We agreed to spend four hundred thousand dollars on the windows."),
    (60, "It's not enough, um, we don't have a follow-up plan for the bank."),
    (125, "Then I will speak with the bank and you will have an answer by Friday."),
    (3700, "We will not buy anything else before that."),
    (3760, "Yes. We will not buy anything else, I agree."),
    duration=3800,
)
EXAMINER = Examiner(MEETING)


def citations(answer: str) -> tuple[Citation, ...]:
    return EXAMINER.examine(answer).citations


def only_quotation(answer: str) -> Quotation:
    (quotation,) = EXAMINER.examine(answer).quotations
    return quotation


@pytest.mark.parametrize(
    ("answer", "spans"),
    [
        ("They agreed [12:31].", [(751, 751)]),
        ("They agreed [00:12:31].", [(751, 751)]),
        ("They agreed (00:12:31).", [(751, 751)]),
        ("They agreed 【12:31】.", [(751, 751)]),
        ("他们同意了（12：31）。", [(751, 751)]),
        ("They agreed [0:12:31.5].", [(751.5, 751.5)]),
        ("They agreed [00:12:31,250].", [(751.25, 751.25)]),
        ("They agreed [00:12:31:15] by the frame.", [(751, 751)]),
        ("[12:31]: they agreed.", [(751, 751)]),
        ("12:31: They agreed.", [(751, 751)]),
        ("Tomorrow the bank decides [12:30].", [(750, 750)]),
        ("hier [09:30] sagt sie es", [(570, 570)]),
        ("Twice [00:01:00, 00:02:05].", [(60, 60), (125, 125)]),
        ("Twice [01:00,02:05].", [(60, 60), (125, 125)]),
        ("Twice [00:01:00; Clara, 00:02:05].", [(60, 60), (125, 125)]),
        ("Twice (Clara at 01:00 and again 02:05).", [(60, 60), (125, 125)]),
        ("From [00:01:00–00:02:05].", [(60, 125)]),
        ("From [00:01:00-05].", [(60, 65)]),
        ("From [00:01:00] – [00:02:05].", [(60, 125)]),
        ("From 01:00-02:05 they spoke.", [(60, 125)]),
        ("Von 01:00 bis 02:05 reden sie.", [(60, 125)]),
        ("Between 01:00 and 02:07 they spoke.", [(60, 127)]),
        ("De [00:01:00 → 00:02:05].", [(60, 125)]),
        ("Said at 02:05, as promised.", [(125, 125)]),
        ("Said @02:05, as promised.", [(125, 125)]),
        ("Ab Minute 02:05 geht es um Geld.", [(125, 125)]),
        ("En el minuto 02:05 habla Clara.", [(125, 125)]),
        ("Vers 02:05, elle hésite.", [(125, 125)]),
        ("In a row 1:01:40 of a table.", [(3700, 3700)]),
        ("| Clara | bank | [01:01:40] |", [(3700, 3700)]),
        ("| 02:05 | bank | Clara |", [(125, 125)]),
        ("- **02:05** – Clara speaks", [(125, 125)]),
        ("[٠٠:٠٢:٠٥]", [(125, 125)]),
        ("[०२:०५]", [(125, 125)]),
        ("[12m31s] and (12 min 31 s)", [(751, 751), (751, 751)]),
        ("[1h02m03s]", [(3723, 3723)]),
        ("[12'31\"]", [(751, 751)]),
        ("[751s]", [(751, 751)]),
        ("at minute 12 he agrees", [(720, 720)]),
        ("(at 12 minutes 31 seconds)", [(751, 751)]),
        ("We meet at 9:30 tomorrow.", []),
        ("Tomorrow we meet at 9:31.", []),
        ("On Monday at 9:31 it starts.", []),
        ("The meeting is at 9:30.", []),
        ("The shop is open 9:00-17:00.", []),
        ("(9:30 Uhr)", []),
        ("(Monday 9:30)", []),
        ("(14:00 on Friday)", []),
        ("Wir treffen uns morgen um 9:30.", []),
        ("Nos vemos a las 9:30.", []),
        ("Rendez-vous demain à 9:30.", []),
        ("We meet at 12:30 pm or 11:15.", []),
        ("The server wrote 2026-03-10 12:31:05 in its log.", []),
        ("The picture is 16:9, the ratio 3:1.", []),
        ("They split it 50:50 (a 60:40 split before).", []),
        ("It took 12 minutes 31 seconds to get there (30 s).", []),
        ("It is 5'11\" tall, in 10 minute 30 second steps.", []),
        ("Build 1:75:00 and 12:99 are no times.", []),
        ("“The train at 2:05 was late again”, he said.", []),
    ],
)
def test_times_are_read_as_people_and_models_write_them(answer, spans):
    assert [(c.start, c.end) for c in citations(answer)] == spans


def test_a_round_time_past_the_end_is_rather_one_of_the_day():
    examiner = Examiner(transcript((0, "Good morning."), duration=300))
    found = examiner.examine("We start at half past two (14:30), he says (14:31) or [14:30].")
    assert [(one.text, one.beyond) for one in found.citations] == [
        ("(14:31)", True),
        ("[14:30]", True),
    ]


def test_a_citation_says_where_it_stands():
    answer = "They agreed [00:01:00] and (see 02:05) left."
    first, second = citations(answer)
    assert answer[first.offset : first.offset + first.length] == first.text == "[00:01:00]"
    assert answer[second.offset : second.offset + second.length] == second.text == "02:05"


@pytest.mark.parametrize(
    ("answer", "sentences"),
    [
        ("They met. They agreed [00:01:00]. Then not.", ["They agreed [00:01:00]."]),
        (
            "They agreed. [00:01:00] They left. [00:02:05]",
            ["They agreed. [00:01:00]", "They left. [00:02:05]"],
        ),
        (
            "[00:01:00] They agreed. [00:02:05] They left.",
            ["[00:01:00] They agreed.", "[00:02:05] They left."],
        ),
        (
            "## At 0:01:00\n\n- **Dr. Li** paid 3.5 million [00:01:00]\n- no",
            ["At 0:01:00", "**Dr. Li** paid 3.5 million [00:01:00]"],
        ),
        ("| Clara | bank | [00:01:00] |\n| Bo | no. | - |", ["| Clara | bank | [00:01:00] |"]),
        ("他们同意了。[00:01:00]然后走了。", ["他们同意了。[00:01:00]"]),
        ("Is it so? “We will.” (00:01:00)\nand on", ["“We will.” (00:01:00)"]),
    ],
)
def test_a_citation_is_bound_to_the_sentence_that_carries_it(answer, sentences):
    found = [answer[c.sentence_offset :][: c.sentence_length] for c in citations(answer)]
    assert found == sentences


def test_what_is_close_shows_the_difference_word_by_word():
    quotation = only_quotation("“I will speak to the bank, and you get an answer”")
    assert quotation.status is Status.CLOSE
    assert [(c.quoted, c.spoken) for c in quotation.comparison if not c.same] == [
        ("to", "with"),
        ("get", "will have"),
    ]
    assert " ".join(c.spoken for c in quotation.comparison if c.spoken) == quotation.spoken
    assert quotation.speaker == 0


def test_what_was_said_word_for_word_needs_no_comparison():
    assert only_quotation("“Spend 400 hundred … and you”").comparison == ()


def test_a_time_past_the_end_is_marked():
    inside, beyond = citations("[01:03:20] [01:05:00]")
    assert (inside.beyond, beyond.beyond) == (False, True)


@pytest.mark.parametrize(
    "quoted",
    [
        '"spend four hundred thousand dollars"',
        "“spend four hundred thousand dollars”",
        "„spend four hundred thousand dollars“",
        "«spend four hundred thousand dollars»",
        "»spend four hundred thousand dollars«",
        "‘spend four hundred thousand dollars’",
        "'spend four hundred thousand dollars'",
        "「spend four hundred thousand dollars」",
        "« spend four hundred thousand dollars », dit-elle",
        "«\u00a0spend four hundred thousand dollars\u00a0»",
        '„spend four hundred thousand dollars"',
        "”spend four hundred thousand dollars”",
        "»spend four hundred thousand dollars»",
        "‹spend four hundred thousand dollars›",
        "*“spend four hundred thousand dollars”*",
        "an unclosed “mark, then “spend four hundred thousand dollars”",
        "(“spend four hundred thousand dollars”)",
        "“‘spend four hundred’ thousand dollars”",
        '他说"spend four hundred thousand dollars"。',
        "“Spend Four Hundred **Thousand** Dollars.”",
        "“spend four\nhundred thousand dollars”",
        "> spend four hundred thousand dollars",
        "> **Martin:** spend four hundred thousand dollars — Martin [00:00:00]",
    ],
)
def test_every_kind_of_marks_holds_a_quotation(quoted):
    quotation = only_quotation(f"They said:\n\n{quoted}\n\nand left.")
    assert quotation.status is Status.FOUND
    assert quotation.start == pytest.approx(2.0)
    assert quotation.end == pytest.approx(4.0)
    assert quotation.spoken == "spend four hundred thousand dollars"


@pytest.mark.parametrize(
    "answer",
    [
        "The “harbour project” is “late”.",
        'It is 5" wide and 6" high, they said so.',
        "The boys' house and the girls' yard were 'open'.",
        "“An opening mark that nobody closes, in a paragraph.\n\nAnother paragraph.”",
        "- “one item of a list starts\n- and another ends it here”",
    ],
)
def test_what_is_no_quotation_is_left_alone(answer):
    assert EXAMINER.examine(answer).quotations == ()


@pytest.mark.parametrize(
    ("quoted", "status"),
    [
        ("It is not enough, we do not have", Status.FOUND),
        ("we don’t have a followup plan", Status.FOUND),
        ("follow up plan for the bank. Then I will speak", Status.FOUND),
        ("I will … have an answer by Friday", Status.FOUND),
        ("I will speak with the bank [of Harbourton] and you will", Status.FOUND),
        ("We agreed to spend $400,000 on the windows", Status.FOUND),
        ("We've agreed to spend 400 thousand dollars on the windows", Status.CLOSE),
        ("agreed to spend 400,000 dollars on the windows", Status.FOUND),
        ("agreed to spend $500,000 on the windows", Status.CLOSE),
        ("we have agreed … to spend four hundred thousand dollars", Status.CLOSE),
        ("[W]e agreed to spend four hundred thousand", Status.FOUND),
        ("[G]ood morning. We agreed to spend", Status.FOUND),
        ("I will speak to the bank and you will have an answer", Status.CLOSE),
        ("I would talk with our bank and you will get an answer by Friday", Status.CLOSE),
        ("you will have an answer … I will speak with the bank", Status.MISSING),
        ("the mayor has personally promised us the money", Status.MISSING),
        ("art of the window dressing is good", Status.MISSING),
    ],
)
def test_a_quotation_is_found_close_or_missing(quoted, status):
    assert only_quotation(f"Somebody said “{quoted}”.").status is status


def test_what_was_said_twice_is_taken_where_it_is_cited():
    early = only_quotation("“We will not buy anything else” [01:01:40]")
    late = only_quotation("“We will not buy anything else” [01:02:40]")
    assert (early.start, late.start) == (pytest.approx(3700), pytest.approx(3760.4))
    assert early.status is late.status is Status.FOUND


def test_said_but_not_where_cited_is_elsewhere():
    quotation = only_quotation("“you will have an answer by Friday” [00:00:00]")
    assert quotation.status is Status.ELSEWHERE
    assert quotation.start == pytest.approx(125 + 8 * 0.4)


def test_the_turn_that_holds_a_quotation_is_near_enough():
    assert only_quotation("[00:02:05] “have an answer by Friday”").status is Status.FOUND


def test_each_quotation_of_a_line_goes_with_the_time_after_it():
    answer = (
        "“spend four hundred thousand dollars” [00:00:00] but "
        "“you will have an answer by Friday” [00:02:05]"
    )
    assert [q.status for q in EXAMINER.examine(answer).quotations] == [Status.FOUND] * 2


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "it", "ja", "ar", "zz", ""])
@pytest.mark.parametrize("sign", "$€£")
def test_an_amount_with_its_sign_is_found_in_every_language(language, sign):
    said = f"a b c {sign}500 d e f"
    (quotation,) = spoken_in(language, said).examine(f"“{said}”").quotations
    assert quotation.status is Status.FOUND


def test_signs_without_spaces_are_words():
    examiner = Examiner(transcript((0, "我们 下周 再 讨论 这个 问题。"), (9, "好的。")))
    found, missing = examiner.examine(
        "他说「下周再讨论这个问题」，还说「我们今天就签合同吧」。"
    ).quotations
    assert (found.status, missing.status) == (Status.FOUND, Status.MISSING)
    assert found.start == pytest.approx(0.4)


def test_a_recording_without_words_finds_nothing():
    evidence = Examiner(transcript(duration=10)).examine(
        "“nothing was said at all here” [00:00:05]"
    )
    assert evidence.quotations[0].status is Status.MISSING


WORDS = [word for turn in MEETING.turns for word in turn.words]


@given(st.integers(0, len(WORDS) - 8), st.integers(8, 20))
def test_whatever_was_said_is_found_where_it_was_said(first, length):
    said = WORDS[first : first + length]
    number = ("four", "hundred", "thousand")
    assume(said[0].text not in number[1:] and said[-1].text not in number[:-1])
    quotation = only_quotation(f"“{' '.join(word.text for word in said)}”")
    assert quotation.status is Status.FOUND
    assert quotation.spoken.startswith(said[0].text) or said[0].text == "um,"


INTERVIEW = transcript(
    (0, "So we we decided to, you know, open the doors", 0),
    (6, "Right.", 1),
    (7, "in May. It's been a long year, I mean, for all of us.", 0),
    (20, "And he'd never told us about the thirty-first of March?", 1),
)


@pytest.mark.parametrize(
    "quoted",
    [
        "So we decided to open the doors in May",
        "we we decided to, you know, open the doors in May",
        "It has been a long year for all of us",
        "He had never told us about the 31st of March",
        "he would never told us about the 31st of March",
    ],
)
def test_searching_for_words_and_interruptions_do_not_count(quoted):
    (quotation,) = Examiner(INTERVIEW).examine(f"“{quoted}”").quotations
    assert quotation.status is Status.FOUND


@pytest.mark.parametrize(
    "quoted",
    [
        "So we decided to open the windows in May",
        "It was a long year for all of us",
        "It is a very long year for all of us",
        "decided never to open the doors in May",
    ],
)
def test_other_words_do_count(quoted):
    (quotation,) = Examiner(INTERVIEW).examine(f"“{quoted}”").quotations
    assert quotation.status is Status.CLOSE


def spoken_in(language: str, *words: str) -> Examiner:
    made = transcript(*((i * 60, text) for i, text in enumerate(words)))
    return Examiner(Transcript(made.turns, made.duration, "f", (language,)))


@pytest.mark.parametrize(
    ("language", "said", "quoted"),
    [
        (
            "en",
            "It is one point five million, or ten percent.",
            "“It’s 1.5 million, or 10%.”",
        ),
        (
            "en",
            "We began in nineteen eighty-four, on the first of May.",
            "“We began in 1984, on the 1st of May”",
        ),
        (
            "en",
            "They're gonna pay us twelve hundred dollars.",
            "“They are going to pay us $1,200”",
        ),
        (
            "de",
            "Das kostet vierhundertsechzigtausend Euro im Jahr.",
            "„Das kostet 460.000 Euro im Jahr“",
        ),
        (
            "de",
            "Wir kommen am einundzwanzigsten März wieder.",
            "„Wir kommen am 21. März wieder“",
        ),
        ("de", "Das sind zwei Komma fünf Prozent mehr.", "„Das sind 2,5 % mehr“"),
        (
            "de",
            "Ich hab das nich gewusst, geht's wieder?",
            "„Ich habe das nicht gewusst, geht es wieder?“",
        ),
        (
            "fr",
            "Il y a quatre-vingt-dix-sept personnes, euh, dans la salle.",
            "« Il y a 97 personnes dans la salle »",
        ),
        (
            "fr",
            "Je sais pas, ça coûte deux mille trois cents euros.",
            "« Je ne sais pas, ça coûte 2 300 euros »",
        ),
        (
            "es",
            "Somos trescientos cuarenta y dos socios, o sea, muchos.",
            "«Somos 342 socios, muchos»",
        ),
        ("es", "Pagan cuatro euros con veinte por kilo.", "«Pagan 4,20 euros por kilo»"),
        (
            "pt",
            "Isto custa um pouco mais do que no ano passado.",
            "“Isto custa um pouco mais”",
        ),
        (
            "ja",
            "来週 また この 問題 を 話し合い ましょう",
            "「来週またこの問題を話し合いましょう」",
        ),
        ("th", "เรา จะ คุย เรื่อง นี้ อีก ครั้ง", "“เราจะคุยเรื่องนี้อีกครั้ง”"),
        ("hi", "हम इस बारे में अगले हफ्ते बात करेंगे", "“हम इस बारे में अगले हफ्ते”"),
        ("ar", "سنتحدث مع البنك في الأسبوع القادم", "«سنتحدث مع البنك في الأسبوع القادم»"),
    ],
)
def test_numbers_and_short_forms_are_the_same_in_words_and_figures(language, said, quoted):
    (quotation,) = spoken_in(language, said).examine(quoted).quotations
    assert quotation.status is Status.FOUND


@pytest.mark.parametrize(
    ("language", "said", "quoted"),
    [
        ("de", "Er hat uns nie etwas davon gesagt.", "„Hat uns nie etwas davon gesagt. Sie“"),
        ("de", "Er hat uns nie etwas davon gesagt.", "„Sie hat uns nie etwas davon gesagt“"),
        ("fr", "On a deux cents euros de plus.", "« On a trois cents euros de plus »"),
        ("es", "Vino con sesenta y dos personas.", "«Vino con sesenta y tres personas»"),
        ("en", "It took twenty five people.", "“It took twenty nine people”"),
    ],
)
def test_another_word_or_number_is_only_close(language, said, quoted):
    (quotation,) = spoken_in(language, said).examine(quoted).quotations
    assert quotation.status is Status.CLOSE


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        ("[00:01:00] Clara: “of a plan for the bank. Then I will speak”", Status.CLOSE),
        ("At [00:02:05], Clara says:\n\n> I will speak with the bank", Status.FOUND),
        ("At [00:00:00], Clara says:\n\n> I will speak with the bank", Status.ELSEWHERE),
        ("> I will speak with the bank\n\n(Clara, 00:02:05)", Status.FOUND),
        ("> I will speak with the bank\n\n— Clara, [00:00:00]", Status.ELSEWHERE),
        ("- [00:00:00] Clara:\n  - “I will speak with the bank”", Status.ELSEWHERE),
        ("[00:02:05] “I will speak with the bank”, [00:00:00] others not.", Status.ELSEWHERE),
        ("[00:00:00] Others not. [00:02:05] “I will speak with the bank”", Status.FOUND),
        ("They greet [00:00:00]. “I will speak with the bank” came next.", Status.ELSEWHERE),
        (
            "| “I will speak with the bank” | x | [00:02:05] |\n| no | y | [00:00:00] |",
            Status.FOUND,
        ),
    ],
)
def test_the_time_that_goes_with_a_quotation(answer, status):
    assert only_quotation(answer).status is status


def test_quotations_and_times_of_a_sentence_go_in_pairs():
    money, friday = "“spend four hundred thousand dollars”", "“you will have an answer by Friday”"
    leading = f"At [00:00:00] {money}, at [00:02:05] {friday}."
    trailing = f"{money} [00:00:00], {friday} [00:02:05]."
    for answer in (leading, trailing):
        quotations = EXAMINER.examine(answer).quotations
        assert [one.citations for one in quotations] == [(0,), (1,)]
        assert [one.status for one in quotations] == [Status.FOUND] * 2


def test_of_marks_within_marks_the_inner_ones_count_where_only_they_were_said():
    answer = "“The report says ‘you will have an answer by Friday’ and means it”"
    quotation = only_quotation(answer)
    assert (quotation.text, quotation.status) == ("you will have an answer by Friday", Status.FOUND)


def test_a_dialogue_in_a_block_is_a_quotation_a_speaker():
    answer = (
        "> **Martin:** It's not enough, we don't have\n"
        "> **Clara (00:02:05):** I will speak with the bank"
    )
    first, second = EXAMINER.examine(answer).quotations
    assert (first.start, second.start) == (pytest.approx(60), pytest.approx(125.4))


def test_a_block_that_is_set_apart_for_another_reason_is_no_quotation():
    assert EXAMINER.examine("> **Note:** the transcript was made by a machine.").quotations == ()
