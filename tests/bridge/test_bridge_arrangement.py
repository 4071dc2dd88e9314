from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtTest import QAbstractItemModelTester

from sextant.bridge.arrangement import Hit, Kind, Order, belongs, place
from sextant.bridge.notice import Notice
from sextant.bridge.recordings_model import HIT_ROLE, STATE_ROLE, RecordingsModel
from sextant.bridge.state import CellState, RecordingState, StepState
from sextant.core.events import Stage, State

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def row(name: str, minutes: int = 0, **more) -> RecordingState:
    created = NOW + timedelta(minutes=minutes)
    return RecordingState(name=name, title=more.pop("title", name), created=created, **more)


def model_of(*states: RecordingState) -> RecordingsModel:
    model = RecordingsModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    model.extend(states)
    return model


def test_the_newest_comes_first_unless_another_order_is_wished_for(qapp) -> None:
    model = model_of(
        row("part 10", 1, duration=9.0), row("part 2", 3, duration=60.0), row("Part 1", 2)
    )
    assert model.names() == ("part 2", "Part 1", "part 10")
    for order, names in (
        (Order.OLDEST, ("part 10", "Part 1", "part 2")),
        (Order.NAME, ("Part 1", "part 2", "part 10")),
        (Order.LONGEST, ("part 2", "part 10", "Part 1")),
    ):
        model.sort_by(order)
        assert model.names() == names


def test_kinds_are_told_by_the_state(qapp) -> None:
    done = CellState("p", "m", state=State.DONE)
    open_ = CellState("p", "m")
    problem = StepState(State.FAILED, problem=Notice("No audio."))
    rows = {
        "done": row("done", cells=(done,)),
        "unfinished": row("unfinished", cells=(open_,)),
        "running": row("running", cells=(open_,), running=True),
        "failed": row("failed", cells=(open_,), steps={Stage.EXTRACT: problem}),
        "practice": row("practice", cells=(done,), practice=True),
        "outline": row("outline", whole=False),
    }
    kinds = {kind: {name for name, state in rows.items() if belongs(state, kind)} for kind in Kind}
    assert kinds[Kind.ALL] == set(rows)
    assert kinds[Kind.RUNNING] == {"running"}
    assert kinds[Kind.UNFINISHED] == {"unfinished", "failed"}
    assert kinds[Kind.FAILED] == {"failed"}
    assert kinds[Kind.DONE] == {"done", "practice"}
    assert kinds[Kind.PRACTICE] == {"practice"}


def test_a_row_leaves_when_it_is_of_another_kind(qapp) -> None:
    model = model_of(row("a", running=True), row("b"))
    model.show_only(Kind.RUNNING)
    assert model.names() == ("a",)
    model.put(row("b", running=True))
    model.put(row("a"))
    assert model.names() == ("b",)
    assert model.row_of("a") == -1


def test_a_search_shows_names_at_once_and_what_is_found_elsewhere_as_it_comes(qapp) -> None:
    model = model_of(row("Harbour", 1), row("Board", 2), row("Pilot", 3))
    model.search(" harb")
    assert model.names() == ("Harbour",)
    model.add_hits({"Pilot": Hit("the harbour", 12.0), "Harbour": Hit("harbour"), "gone": Hit("")})
    assert model.names() == ("Pilot", "Harbour")
    assert [model.index(n).data(HIT_ROLE) for n in (0, 1)] == [
        Hit("the harbour", 12.0),
        Hit("harbour"),
    ]
    model.search("")
    assert model.names() == ("Pilot", "Board", "Harbour")
    assert model.index(0).data(HIT_ROLE) is None


def test_who_looks_at_an_outline_wants_it_whole(qapp) -> None:
    model = model_of(row("a", whole=False), row("b", 1))
    wanted: list[str] = []
    model.wanted.connect(wanted.append)
    for number in range(2):
        model.index(number).data(STATE_ROLE)
    assert set(wanted) == {"a"}


def test_a_new_title_moves_the_row_and_it_stays_the_same_for_qt(qapp) -> None:
    model = model_of(row("a"), row("b"), row("c"))
    model.sort_by(Order.NAME)
    from PySide6.QtCore import QPersistentModelIndex

    kept = QPersistentModelIndex(model.index(0))
    model.put(row("a", title="z"))
    assert model.names() == ("b", "c", "a")
    assert kept.row() == 2
    model.put(row("a", title="bb"))
    assert model.names() == ("b", "a", "c")
    assert kept.row() == 1


def test_typing_a_title_asks_for_it_and_changes_nothing_yet(qapp) -> None:
    model = model_of(row("a"))
    asked: list[tuple[str, str]] = []
    model.renamed.connect(lambda *args: asked.append(args))
    assert model.setData(model.index(0), " New ")
    assert not model.setData(model.index(0), "a")
    assert asked == [("a", "New")]
    assert model.index(0).data() == "a"


steps = st.lists(
    st.tuples(
        st.sampled_from(["put", "remove", "hit", "kind", "order", "search"]),
        st.integers(0, 7),
        st.integers(0, 4),
    ),
    max_size=40,
)


@given(steps)
def test_whatever_happens_the_rows_are_those_that_belong_in_their_order(qapp, steps) -> None:
    model = model_of()
    order, kind, query = Order.NEWEST, Kind.ALL, ""
    hits: set[str] = set()
    for what, which, how in steps:
        name = f"r{which}"
        match what:
            case "put":
                model.put(row(name, how, title=f"{'xyz'[how % 3]}{which}", running=how > 2))
            case "remove":
                model.remove(name)
                hits.discard(name)
            case "hit":
                model.add_hits({name: Hit("there")})
                hits |= {name} & {state.name for state in model.states()}
            case "kind":
                kind = [Kind.ALL, Kind.RUNNING][how % 2]
                model.show_only(kind)
            case "order":
                order = list(Order)[how % 4]
                model.sort_by(order)
            case _:
                query = ["", "x", "y"][how % 3]
                model.search(query)
                hits.clear()
    expected = sorted(
        (
            state
            for state in model.states()
            if belongs(state, kind) and (query in state.title or state.name in hits)
        ),
        key=lambda state: place(state, order),
    )
    assert model.names() == tuple(state.name for state in expected)
    assert [model.row_of(state.name) for state in expected] == list(range(len(expected)))


def test_an_unchanged_row_is_equal_however_it_was_made() -> None:
    assert msgspec.structs.replace(row("a"), left=None) == row("a")
