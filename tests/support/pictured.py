"""The meeting in the pictures, and what six models say about it."""

from __future__ import annotations

_SAID = (
    (0, ("Good morning. Three points today: the launch date, the supplier, and what we tell the "
        "council.")),
    (1, "Then the date first. I would rather hear it now than in January."),
    (0, ("We move the launch to March. The vendor cannot deliver before February, so the pilot "
        "waits as well.")),
    (2, "That is the second move this year. The council was promised the autumn."),
    (0, "I know. A launch that fails in winter costs us more than one that comes in spring."),
    (1, "So one supplier decides our quarter."),
    (0, "Today, yes. There is no second quote on the table."),
    (2, "I can ask two others by Friday, but neither has the certificate."),
    (1, "Ask them anyway. A certificate takes six weeks, and we have twelve."),
    (2, "Agreed. You will have both quotes on Friday at noon."),
    (0, "Next, the threshold for the pilot. Last month we lost eleven percent of the readings."),
    (1, "We will not sign until the pilot is under nine percent."),
    (2, "Nine is ambitious. Nobody has measured what the old meters lose."),
    (1, "Then somebody should. It is hard to say no to a number that nobody has compared."),
    (0, "I will have the old meters measured in the north district, two weeks from now."),
    (2, "And the money? The move costs forty thousand if the crew stays on call."),
    (0, "We keep half of the crew. That is twenty thousand, within the reserve."),
    (1, "I want that in writing, and I want to see what is left of the reserve."),
    (0, "You will have the figures with the minutes."),
    (2, "The council meets on the ninth. What do I say about the date?"),
    (0, "Say March, and say why. Not a word about the supplier before the quotes are in."),
    (1, "I am not comfortable with that. They will ask, and they will be right to ask."),
    (0, "Then say that we are comparing offers. That is true from Friday on."),
    (2, "Good. I will write two sentences and send them to both of you first."),
    (1, "Is anything still open? The insurance for the pilot, I think."),
    (0, "Open. I have no answer from them, and I will call again tomorrow."),
)  # fmt: skip

ANSWERS = (
    """The launch moves to **March** [00:00:11], because “the vendor cannot deliver before \
February” [00:00:11]. The pilot is to lose less than nine percent before anything is \
signed [00:00:56].

## Decisions
- Launch in March, the pilot with it [00:00:11]
- Half of the crew stays on call, for twenty thousand [00:01:23]

## Who does what
- Two more quotes by Friday noon: “you will have both quotes on Friday at noon” [00:00:46]
- Old meters measured in the north district within two weeks [00:01:11]

## Open
- Insurance for the pilot: “I have no answer from them” [00:02:10]
""",
    """**In short.** The date slips a second time this year [00:00:18]. A single supplier holds \
the plan, and two others are asked by Friday [00:00:37].

## Decided
- March instead of autumn [00:00:11]
- “We will not sign until the pilot is under nine percent.” [00:00:56]
- Half the crew stays, twenty thousand from the reserve [00:01:23]

## Promised
- Quotes on Friday at noon [00:00:46]
- Figures of the reserve “with the minutes” [00:01:34]
- Two sentences for the council, shown to both first [00:02:00]
""",
    """Three points were settled: the launch in March [00:00:11], a threshold of nine percent \
[00:00:56], and what the council hears on the ninth [00:01:37].

## Decisions
| What | When |
| --- | --- |
| Launch | March [00:00:11] |
| Two more quotes | Friday noon [00:00:46] |
| Old meters measured | in two weeks [00:01:11] |

Still open is the insurance [00:02:05].
""",
    """## Weakest points
- **One supplier decides the quarter.** “There is no second quote on the table” [00:00:33]. The \
certificate takes six weeks of the twelve that are left [00:00:41].
- **Nine percent has no basis.** “Nobody has measured what the old meters lose” [00:01:01].

## Contradictions
- The council is to hear nothing about the supplier, yet “we are comparing offers” [00:01:55] says \
just that.

## Ask next
- What remains of the reserve after twenty thousand? [00:01:28]
""",
    """## What does not hold
- The threshold: last month eleven percent were lost [00:00:50], and nine is called ambitious at \
once [00:01:01].
- The date rests on a vendor's word alone: “the supplier has confirmed February in writing” \
[00:00:11]. Nobody says so.

## Unspoken
- That a spring launch is safe. “A launch that fails in winter costs us more” [00:00:23] is no \
reason that spring succeeds.

## Ask next
- Who answers if the insurance does not? [00:02:05]
""",
    """**Contradiction.** The speaker wants openness, “they will be right to ask” [00:01:49], and \
silence about the supplier [00:01:42].

**Assumption.** Other vendors could be certified in time: six weeks out of twelve [00:00:41].

**Missing.** No figure for the reserve, no date for the insurance [00:02:05], no plan should the \
pilot stay above nine percent [00:00:56].
""",
)
"""Brief and critical, each by three models; one quotation in them was never said."""


def meeting() -> list[tuple[int, str, float]]:
    """Speaker, words, and the second they begin: some three words a second."""
    turns: list[tuple[int, str, float]] = []
    second = 0.5
    for speaker, text in _SAID:
        turns.append((speaker, text, second))
        second += len(text.split()) / 3 + 0.8
    return turns


if __name__ == "__main__":  # to look up the times that answers name
    for turn in meeting():
        print(f"{turn[2]:6.1f} {turn[1]}")  # noqa: T201
