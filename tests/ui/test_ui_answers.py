from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QMessageBox,
    QPushButton,
    QWidget,
)

from sextant.bridge.state import CellState
from sextant.core.agreement import Kind
from sextant.core.events import State
from sextant.core.evidence import Evidence, Quotation, Status
from sextant.ui.answer_cell import AnswerCell
from sextant.ui.answers_bar import Tab
from sextant.ui.answers_pane import AnswersPane
from sextant.ui.main_window import MainWindow
from support.board import BRIEF, CLAUDE, CRITICAL, GEMINI, GPT, TEXTS, meeting
from support.desk import FakeDesk
from support.qt import run, until
from support.window import open_window


@asynccontextmanager
async def the_board_open(
    app: QApplication, tmp_path: Path, **options
) -> AsyncGenerator[tuple[MainWindow, AnswersPane]]:
    """The window with the board meeting on its page, its answers read."""
    meeting(tmp_path / "project", **options)
    async with open_window(app, FakeDesk(tmp_path)) as window:
        window.resize(1400, 860)
        window.activateWindow()
        answers = window.page.answers
        await until(lambda: any(cell.answer for cell in answers.cells))
        yield window, answers


def cell(answers: AnswersPane, prompt: str, model: str) -> AnswerCell:
    found = answers.cell(prompt, model)
    assert found is not None
    return found


def shown(answers: AnswersPane) -> list[AnswerCell]:
    return [one for one in answers.cells if one.isVisibleTo(answers)]


def lit(answers: AnswersPane) -> list[AnswerCell]:
    return [one for one in answers.cells if one.head.here.isVisibleTo(one)]


def quotation(one: AnswerCell, status: Status) -> Quotation:
    return next(q for q in one.evidence.quotations if q.status is status)


def place_of(one: AnswerCell, words: str) -> QPoint:
    """Where in the text's viewport these words stand."""
    view = one.text_view
    found = view.document().find(words)
    found.setPosition(found.selectionStart() + 1)
    return view.cursorRect(found).center()


def click(one: AnswerCell, words: str) -> None:
    """As a click does; sent as an event, it would run tasks within this one."""
    follow(one, one.text_view.anchorAt(place_of(one, words)))


def follow(one: AnswerCell, link: str) -> None:
    assert link
    one.text_view.anchorClicked.emit(QUrl(link))


def test_the_grid_says_who_answered_what_it_cost_and_what_its_quotations_are_worth(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        async with the_board_open(qapp, tmp_path) as (_, answers):
            first = cell(answers, BRIEF, CLAUDE)
            assert first.name == "Claude Sonnet 5.5"
            assert "$0.04" in first.head.facts.text()
            assert "anthropic/claude-sonnet-5.5" in first.head.facts.toolTip()
            assert first.accessibleName() == "Brief, Claude Sonnet 5.5: done"
            assert answers.bar.quotes.text() == (
                "9 quotes · 5 found ✓ · 2 close ≈ · 1 elsewhere ↷ · 1 not found ×"
            )
            assert len(shown(answers)) == 6

    run(qapp, scenario())


def test_where_room_is_short_quotations_are_told_in_fewer_words_before_any_is_left_out(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        async with the_board_open(qapp, tmp_path) as (_, answers):
            quotes = answers.bar.quotes
            wide = quotes.fontMetrics().horizontalAdvance(quotes.text())
            told = []
            for width in (wide, wide - 1, wide // 2, wide // 3):
                quotes.resize(width, quotes.height())
                told.append(quotes.fitting())
            brief = "9 quotes · 5 ✓ · 2 ≈ · 1 ↷ · 1 ×"
            assert told == [quotes.text(), brief, brief, "5 ✓  2 ≈  1 ↷  1 ×"]

    run(qapp, scenario())


def test_a_claim_that_is_pointed_at_lights_its_moment_in_the_other_answers(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        async with the_board_open(qapp, tmp_path) as (_, answers):
            first = cell(answers, BRIEF, CLAUDE)
            QTest.mouseMove(first.text_view.viewport(), place_of(first, "supplier"))
            await until(lambda: lit(answers))
            assert lit(answers) == [
                first,
                cell(answers, BRIEF, GEMINI),
                cell(answers, CRITICAL, CLAUDE),
            ]
            assert first.text_view.extraSelections()
            QTest.mouseMove(first.text_view.viewport(), QPoint(2, 2))
            await until(lambda: not lit(answers))

    run(qapp, scenario())


def test_a_time_that_is_clicked_is_played_and_its_moment_stays_lit(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        async with the_board_open(qapp, tmp_path) as (window, answers):
            first = cell(answers, BRIEF, GPT)
            click(first, "31:08")
            await until(lambda: window.controller.player.second == 1868.0)
            assert lit(answers) == [cell(answers, BRIEF, CLAUDE), first]
            first.pointed.emit(None)
            assert lit(answers)

    run(qapp, scenario())


def test_explanations_say_what_differs_and_where_it_was_really_said(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        async with the_board_open(qapp, tmp_path) as (_, answers):
            told = {}
            for one in answers.cells:
                explain = one.text_view.explanations
                assert explain is not None
                told |= {q.status: explain.of(q) for q in one.evidence.quotations}
            assert told[Status.FOUND].plain.startswith("✓ Found word for word at")
            assert told[Status.MISSING].plain.startswith("× Not found")
            assert "by Speaker 2 at 13:05" in told[Status.ELSEWHERE].plain
            assert "at 32:15" in told[Status.CLOSE].plain or "at 38:4" in told[Status.CLOSE].plain
            close = cell(answers, BRIEF, GEMINI)
            compared = close.text_view.explanations.of(quotation(close, Status.CLOSE))
            assert "<s>this</s> <b>[the]</b>" in compared.html
            assert "“this” instead of “the”" in compared.spoken

    run(qapp, scenario())


def test_signs_are_links_that_the_keyboard_reaches(qapp: QApplication, tmp_path: Path) -> None:
    async def scenario() -> None:
        async with the_board_open(qapp, tmp_path) as (window, answers):
            one = cell(answers, BRIEF, GEMINI)
            one.focus()
            for _ in range(3):  # 12:31, 32:15, ≈
                QTest.keyClick(one.text_view, Qt.Key.Key_Tab)
            assert one.text_view.textCursor().selectedText().strip() == "≈"
            assert one.text_view.hasFocus()
            follow(one, one.text_view.textCursor().charFormat().anchorHref())
            said = quotation(one, Status.CLOSE).start
            assert said is not None
            await until(lambda: abs(window.controller.player.second - said) < 0.01)

    run(qapp, scenario())


def test_the_keyboard_goes_from_cell_to_cell(qapp: QApplication, tmp_path: Path) -> None:
    async def scenario() -> None:
        async with the_board_open(qapp, tmp_path) as (window, answers):
            keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
            for key, place in (
                (Qt.Key.Key_Right, (BRIEF, CLAUDE)),
                (Qt.Key.Key_Right, (BRIEF, GPT)),
                (Qt.Key.Key_Down, (CRITICAL, GPT)),
                (Qt.Key.Key_Left, (CRITICAL, CLAUDE)),
                (Qt.Key.Key_Up, (BRIEF, CLAUDE)),
            ):
                QTest.keyClick(QApplication.focusWidget() or window, key, keys)
                assert cell(answers, *place).text_view.hasFocus(), place

    run(qapp, scenario())


def test_side_by_side_shows_two_or_three_and_scrolls_them_together(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        long = {key: "\n\n".join([text] * 9) for key, text in TEXTS.items()}
        async with the_board_open(qapp, tmp_path, texts=long) as (_, answers):
            QTest.keyClick(answers, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
            left, right = cell(answers, BRIEF, CLAUDE), cell(answers, BRIEF, GPT)
            assert shown(answers) == [left, right]
            await until(lambda: right.text_view.verticalScrollBar().maximum())
            bar, tied = left.text_view.verticalScrollBar(), right.text_view.verticalScrollBar()
            bar.setValue(bar.maximum())
            assert tied.value() == tied.maximum()
            answers.arrangement.columns.choose([(CRITICAL, GEMINI), (BRIEF, GPT), (BRIEF, CLAUDE)])
            assert len(shown(answers)) == 3
            bar.setValue(0)
            assert tied.value() == 0
            answers.arrangement.tied.tied = False
            bar.setValue(bar.maximum())
            assert tied.value() == 0

    run(qapp, scenario())


def test_a_chosen_answer_changes_places_with_the_one_that_stood_there(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        async with the_board_open(qapp, tmp_path) as (_, answers):
            answers.show_tab(Tab.COLUMNS)
            columns = answers.arrangement.columns
            columns.choosers[0].activated.emit(1)
            assert list(columns.chosen) == [(BRIEF, GPT), (BRIEF, CLAUDE)]
            assert [chooser.currentIndex() for chooser in columns.choosers] == [1, 0]

    run(qapp, scenario())


def test_doubtful_quotations_are_visited_one_after_another(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        async with the_board_open(qapp, tmp_path) as (window, answers):
            doubtful = list(answers.cells.doubtful)
            assert [quotation.status for _, quotation in doubtful] == [
                Status.MISSING,
                Status.CLOSE,
                Status.ELSEWHERE,
                Status.CLOSE,
            ]
            for key, quotation in (*doubtful, doubtful[0]):
                QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_F9)
                view = answers.cells[key].text_view
                assert view.hasFocus()
                assert view.textCursor().selectedText().strip("“”") == quotation.text
            back = Qt.KeyboardModifier.ShiftModifier
            QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_F9, back)
            assert answers.cells[doubtful[-1][0]].text_view.hasFocus()

    run(qapp, scenario())


def test_the_answers_can_have_the_width_of_the_transcript(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        async with the_board_open(qapp, tmp_path) as (window, answers):
            width = answers.width()
            QTest.keyClick(window, Qt.Key.Key_F8)
            assert not window.page.transcript.isVisible()
            await until(lambda: answers.width() > width)
            QTest.keyClick(window, Qt.Key.Key_F8)
            assert window.page.transcript.isVisible()

    run(qapp, scenario())


def test_one_answer_gets_all_the_room_and_gives_it_back(qapp: QApplication, tmp_path: Path) -> None:
    async def scenario() -> None:
        async with the_board_open(qapp, tmp_path) as (_, answers):
            one = cell(answers, CRITICAL, GPT)
            one.focus()
            QTest.keyClick(one.text_view, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
            assert shown(answers) == [one]
            assert one.text_view.hasFocus()
            QTest.keyClick(one.text_view, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
            assert len(shown(answers)) == 6
            one.actions_.alone.trigger()
            QTest.keyClick(one.text_view, Qt.Key.Key_Escape)
            assert len(shown(answers)) == 6
            assert one.text_view.hasFocus()

    run(qapp, scenario())


def test_stars_and_hidden_answers_are_kept_beside_the_recording(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        async with the_board_open(qapp, tmp_path) as (_, answers):
            one = cell(answers, BRIEF, GPT)
            one.actions_.star.trigger()
            await until(lambda: one.head.star.isVisibleTo(one) and one.head.star.isChecked())
            one.actions_.hide.trigger()
            await until(lambda: one not in shown(answers))
            assert named_button(answers, "Show Brief · GPT 6.1 Sol").isVisibleTo(answers)
        async with open_window(qapp, FakeDesk(tmp_path)) as window:
            answers = window.page.answers
            await until(lambda: any(c.answer for c in answers.cells))
            one = cell(answers, BRIEF, GPT)
            assert one.head.star.isChecked()
            assert len(shown(answers)) == 5
            named_button(answers, "Show Brief · GPT 6.1 Sol").click()
            await until(lambda: len(shown(answers)) == 6)

    run(qapp, scenario())


def buttons(parent: QWidget) -> list[QAbstractButton]:
    return parent.findChildren(QAbstractButton)


def named_button(parent: QWidget, name: str) -> QPushButton:
    return next(b for b in parent.findChildren(QPushButton) if b.accessibleName() == name)


def test_hidden_answers_are_still_there_for_who_wants_to_see_them(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        async with the_board_open(qapp, tmp_path) as (_, answers):
            for prompt in (BRIEF, CRITICAL):
                cell(answers, prompt, GEMINI).actions_.hide.trigger()
            await until(lambda: len(shown(answers)) == 4)
            answers.bar.hidden.trigger()
            assert len(shown(answers)) == 6

    run(qapp, scenario())


def test_blind_hides_every_trace_of_who_wrote_what(qapp: QApplication, tmp_path: Path) -> None:
    async def scenario() -> None:
        async with the_board_open(qapp, tmp_path) as (_, answers):
            answers.cells.blind = type(answers.cells.blind)(list.reverse)
            answers.bar.blind.trigger()
            columns = answers.cells.rows()[0]
            assert [model for _, model in columns] == [GEMINI, GPT, CLAUDE]
            names = [answers.cells[key].name for key in columns]
            assert names == ["Model A", "Model B", "Model C"]
            for one in answers.cells:
                parts = [one, one.text_view, *one.findChildren(QLabel), *buttons(one)]
                said = " ".join(part.toolTip() + part.accessibleName() for part in parts)
                said += "".join(part.text() for part in one.findChildren(QLabel))
                assert not any(word in said for word in ("Claude", "GPT", "Gemini", "$")), said
            assert not any("GPT" in title for title in answers.cells.titles.values())
            answers.bar.blind.trigger()
            assert cell(answers, BRIEF, GPT).name == "GPT 6.1 Sol"

    run(qapp, scenario())


def test_the_agreement_tab_filters_and_goes_from_moment_to_moment(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        async with the_board_open(qapp, tmp_path) as (window, answers):
            answers.show_tab(Tab.AGREEMENT)
            view = answers.moments
            assert view.model.rowCount() == len(answers.agreement.moments)
            QTest.keyClick(window, Qt.Key.Key_F7)
            assert view.current == answers.agreement.moments[0]
            await until(lambda: window.controller.player.second == 751.0)
            assert "12:31 · Speaker 2" in view.page.toPlainText()
            assert "Brief · Claude Sonnet 5.5" in view.page.toPlainText()
            index = view.filter.findData(Kind.ONE)
            view.filter.setCurrentIndex(index)
            view.filter.activated.emit(index)
            ones = answers.agreement.of_kind(Kind.ONE)
            assert view.model.rowCount() == len(ones)
            QTest.keyClick(window, Qt.Key.Key_F7)
            assert view.current == answers.agreement.next(751.0, Kind.ONE)
            QTest.keyClick(window, Qt.Key.Key_F7, Qt.KeyboardModifier.ShiftModifier)
            assert view.current == answers.agreement.next(751.0, Kind.ONE)

    run(qapp, scenario())


def test_a_moment_leads_to_the_answer_that_speaks_of_it(qapp: QApplication, tmp_path: Path) -> None:
    async def scenario() -> None:
        async with the_board_open(qapp, tmp_path) as (_, answers):
            answers.show_tab(Tab.AGREEMENT)
            answers.step_moment(1)
            answer = answers.agreement.moments[0].analyses[-1]
            answers.moments.page.answer_asked.emit(answer)
            one = answers.cells[answers.cells.key_of(answer)]
            assert shown(answers) == [one]
            assert one.text_view.extraSelections()

    run(qapp, scenario())


def test_a_quotation_is_copied_as_it_was_said_with_its_time_and_speaker(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        async with the_board_open(qapp, tmp_path) as (_, answers):
            close = cell(answers, BRIEF, GEMINI)
            close.copy_quotation(quotation(close, Status.CLOSE))
            assert QGuiApplication.clipboard().text() == (
                "“a figure which nobody in the room has measured” [32:16] – Speaker 3, "
                "Q3 board meeting.mp4"
            )
            missing = cell(answers, BRIEF, GPT)
            missing.copy_quotation(quotation(missing, Status.MISSING))
            assert "(not found in the transcript of" in QGuiApplication.clipboard().text()
            missing.actions_.copy.trigger()
            assert QGuiApplication.clipboard().text() == TEXTS[BRIEF, GPT]

    run(qapp, scenario())


def test_the_right_button_offers_the_quotation_below_it(qapp: QApplication, tmp_path: Path) -> None:
    async def scenario() -> None:
        async with the_board_open(qapp, tmp_path) as (_, answers):
            one = cell(answers, BRIEF, GPT)
            place = place_of(one, "everyone agreed")
            passage = one.text_view.passage_at(place)
            assert isinstance(passage, Quotation)
            (first,) = one.actions_for(passage)
            assert first.text() == "Copy &quotation with time"
            first.trigger()
            assert "everyone agreed on the price" in QGuiApplication.clipboard().text()

    run(qapp, scenario())


def test_a_link_is_shown_whole_and_opens_only_when_told_to(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        async with the_board_open(qapp, tmp_path) as (_, answers):
            one = cell(answers, CRITICAL, GPT)
            click(one, "terms")
            await until(lambda: answers.findChildren(QMessageBox))
            (box,) = answers.findChildren(QMessageBox)
            assert box.informativeText() == "https://example.com/terms?id=9"
            assert box.defaultButton().text() == "Do not open"
            box.defaultButton().click()
            await until(lambda: not answers.findChildren(QMessageBox))

    run(qapp, scenario())


def test_only_web_addresses_can_be_asked_for(qapp: QApplication, tmp_path: Path) -> None:
    async def scenario() -> None:
        bad = "[one](file:///etc/x) [two](javascript:x) [three](data:text/html,x) [four](//x)"
        async with the_board_open(qapp, tmp_path, texts={(BRIEF, GPT): bad}) as (_, answers):
            one = cell(answers, BRIEF, GPT)
            for word in ("one", "two", "three", "four"):
                assert one.text_view.anchorAt(place_of(one, word)) == ""

    run(qapp, scenario())


def test_an_answer_cut_short_says_so_in_head_and_text_and_offers_to_be_redone(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        cut = [(CRITICAL, GPT)]
        async with the_board_open(qapp, tmp_path, cut=cut) as (_, answers):
            one = cell(answers, CRITICAL, GPT)
            assert one.head.facts.text() == "cut short"
            assert one.text.endswith("— The answer breaks off here. —")
            assert named_button(one, "Ask Critical, GPT 6.1 Sol again").isVisibleTo(one)
            one.copy_answer()
            assert QGuiApplication.clipboard().text() == TEXTS[CRITICAL, GPT]

    run(qapp, scenario())


def test_a_running_answer_streams_and_is_laid_out_once_at_the_end(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        async with the_board_open(qapp, tmp_path) as (_, answers):
            one = cell(answers, BRIEF, GPT)
            saved = one.answer
            assert one.state is not None
            assert saved is not None
            running = CellState(BRIEF, GPT, title="Brief", id=one.state.id, state=State.RUNNING)
            one.show_state(running, busy=True)
            assert one.head.facts.text() == "thinking…"
            assert one.text == ""
            one.append("Launch **slips** one ")
            one.append("quarter.")
            assert one.text == "Launch **slips** one quarter."
            assert one.head.facts.text() == "writing… 4 words"
            assert named_button(one, "Stop Brief, GPT Sol").isVisibleTo(one)
            one.show_answer(saved, Evidence(), ())
            assert one.text == "Launch **slips** one quarter."
            one.show_state(
                CellState(BRIEF, GPT, title="Brief", id="x", state=State.DONE), busy=True
            )
            one.show_answer(saved, Evidence(), ())
            assert one.text.startswith("Launch slips one quarter.")

    run(qapp, scenario())


def test_an_endless_answer_is_shown_as_far_as_one_would_read_and_says_so(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        texts = {(BRIEF, CLAUDE): "word " * 100_000, (BRIEF, GPT): "x" * 300_000}
        async with the_board_open(qapp, tmp_path, texts=texts) as (_, answers):
            for one in answers.cells:
                assert len(one.text) < 200_500
                assert one.text.endswith("the whole text is in the answer’s file. —")
            endless = cell(answers, BRIEF, GPT)
            assert endless.text.count("\u200b") == 99  # where it may break
            endless.copy_answer()
            assert QGuiApplication.clipboard().text() == texts[BRIEF, GPT]

    run(qapp, scenario())


def test_a_word_without_an_end_may_break_while_it_is_being_written(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        async with the_board_open(qapp, tmp_path) as (_, answers):
            one = cell(answers, BRIEF, GPT)
            assert one.state is not None
            one.show_state(CellState(BRIEF, GPT, id=one.state.id, state=State.RUNNING), busy=True)
            for _ in range(10):
                one.append("x" * 500)
            one.append(" and so on")
            assert one.text.count("\u200b") == 2

    run(qapp, scenario())


def test_everything_the_keyboard_reaches_has_a_name(qapp: QApplication, tmp_path: Path) -> None:
    async def scenario() -> None:
        async with the_board_open(qapp, tmp_path, cut=[(CRITICAL, GPT)]) as (window, answers):
            for tab in Tab:
                answers.show_tab(tab)
                reached = [
                    widget
                    for widget in (answers, window.page.header.strip, window.page.header.speakers)
                    for widget in (widget, *widget.findChildren(QWidget))
                    if widget.isVisibleTo(window) and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
                ]
                assert len(reached) >= (4 if tab is Tab.SYNTHESIS else 7)
                nameless = [
                    w
                    for w in reached
                    if not QAccessible.queryAccessibleInterface(w).text(QAccessible.Text.Name)
                ]
                assert nameless == []

    run(qapp, scenario())


def test_german_and_hebrew_answers_fit_at_the_smallest_size(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scenario() -> None:
        german = "Die Rechtsschutzversicherungsgesellschaftenvertretung " * 4 + "[00:12:31]"
        hebrew = "ההשקה נדחתה לחודש מרץ [00:12:31] והספק לא יספק לפני פברואר."
        texts = {(BRIEF, CLAUDE): german, (BRIEF, GPT): hebrew, (BRIEF, GEMINI): german}
        async with the_board_open(qapp, tmp_path, texts=texts) as (window, answers):
            window.resize(1024, 700)
            await until(lambda: cell(answers, BRIEF, GPT).width() < 400)
            for one in answers.cells:
                assert one.text_view.horizontalScrollBar().maximum() == 0
            block = cell(answers, BRIEF, GPT).text_view.document().begin()
            assert block.textDirection() is Qt.LayoutDirection.RightToLeft

    run(qapp, scenario())
