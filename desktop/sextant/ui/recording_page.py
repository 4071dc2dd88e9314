"""The open recording: head, transcript and answers."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QSplitter, QVBoxLayout, QWidget

from sextant.bridge.arrangement import Hit
from sextant.bridge.controller import Controller
from sextant.bridge.loading import Detail
from sextant.bridge.state import RecordingState
from sextant.core.events import Stage, State
from sextant.core.evidence import Status
from sextant.ui.answers_pane import AnswersPane
from sextant.ui.correcting import Correcting
from sextant.ui.model_chooser import choose_model
from sextant.ui.opening import open_path
from sextant.ui.player_actions import PlayerActions
from sextant.ui.recording_header import RecordingHeader
from sextant.ui.synthesizing import Synthesizing
from sextant.ui.theme import Theme
from sextant.ui.transcript_view import TranscriptView


class RecordingPage(QWidget):
    """Follows one recording: its state as it changes, its texts as they come."""

    opened = Signal(str)

    def __init__(self, controller: Controller, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._controller = controller
        self._name = ""
        self._detail: Detail | None = None
        self._hit: Hit | None = None
        self.header = RecordingHeader(controller, theme)
        self.transcript = TranscriptView(theme)
        self.answers = AnswersPane(theme)
        self.playing = PlayerActions(controller.player, self)
        self.correcting = Correcting(self, self.transcript, controller.editor, controller.player)
        self.synthesizing = Synthesizing(self, self.answers.synthesis, controller)
        self._parts = QSplitter(Qt.Orientation.Horizontal)
        self._parts.setObjectName("transcriptAndAnswers")
        self._lay_out()
        self._connect()

    def open(self, name: str) -> None:
        """Show another recording: at once what the list knows, the texts when they are read."""
        state = self._controller.shelf.model.state(name)
        if state is None or name == self._name:
            return
        self._name, self._detail, self._hit = name, None, None
        self.answers.clear()
        self.synthesizing.open(name)
        self.transcript.show_nothing("")
        self.correcting.show(None)
        self._controller.editor.open(name)
        self._controller.player.open(None, state.duration or 0.0)
        self._show_state(state)
        for cell in state.cells:
            if draft := self._controller.shelf.draft(name, cell.id):
                self.answers.append(cell.id, draft)
        self._controller.shelf.open(name)

    def show_hit(self, hit: Hit) -> None:
        """Go to where the words searched for stand, as soon as that is read."""
        self._hit = hit
        if self._detail is not None:
            self._go_to_hit()

    def forget(self) -> None:
        """The project has changed: nothing is open."""
        self._name = ""
        self._controller.player.open(None, 0.0)

    def _show_state(self, state: RecordingState) -> None:
        if state.name != self._name:
            return
        self.header.show_state(state)
        self.answers.show_state(state)
        self.synthesizing.show_state(state)
        if state.step(Stage.TRANSCRIBE).state is not State.DONE:
            problem = state.problem
            not_yet = self.tr("The transcript appears here as soon as it has arrived.")
            words = (problem.title, problem.safe, problem.remedy) if problem else (not_yet,)
            self.transcript.show_nothing("\n".join(words))

    def _show_detail(self, detail: Detail) -> None:
        if detail.name != self._name:
            return
        self._detail = detail
        self.header.show_detail(detail)
        self.answers.show_detail(detail)
        self.synthesizing.show_detail(detail)
        length = detail.transcript.duration if detail.transcript else detail.recording.duration
        self._controller.player.open(detail.audio, length or 0.0)
        self.correcting.show(detail)
        if detail.transcript is not None and detail.transcript.turns:
            self.transcript.show_transcript(detail.transcript, detail.recording)
        self._go_to_hit()

    def _go_to_hit(self) -> None:
        hit, self._hit = self._hit, None
        if hit is None:
            return
        if hit.analysis:
            self.answers.read_answer(hit.analysis)
        elif hit.start is not None:
            self._controller.player.seek(hit.start)
            self.transcript.show_quotation(hit.start, hit.start if hit.end is None else hit.end)

    def _append(self, name: str, answer: str, text: str) -> None:
        if name == self._name:
            self.answers.append(answer, text)

    def _show_second(self, second: float) -> None:
        self.header.show_second(second)
        self.transcript.show_second(second)
        self.answers.show_second(second)

    def _play_cited(self, second: float) -> None:
        """Play what an answer points to, and mark the quotation that was said there."""
        self._controller.player.play_from(second)
        if self._detail is not None and (said := quotation_at(second, self._detail)) is not None:
            self.transcript.show_quotation(*said)

    def _open_file(self, file: str) -> None:
        library = self._controller.library
        if library is not None:
            path = library.path / self._name / file
            open_path(path)

    def _ask_again(self, answer: str) -> None:
        self._controller.answers.ask(self._name, answer)

    def _stop_answer(self, answer: str) -> None:
        self._controller.answers.stop(self._name, answer)

    def _use_another_model(self, answer: str) -> None:
        state = self._controller.shelf.model.state(self._name)
        if state is not None and self._detail is not None:
            choose_model(self, self._controller.answers, state, answer, self._detail)

    def _star(self, answer: str, starred: bool) -> None:  # noqa: FBT001 - a signal's
        self._controller.answers.mark(self._name, answer, starred=starred)

    def _hide(self, answer: str, hidden: bool) -> None:  # noqa: FBT001 - a signal's
        self._controller.answers.mark(self._name, answer, hidden=hidden)

    def _stop(self) -> None:
        self._controller.runs.cancel(self._name)

    def _connect(self) -> None:
        shelf = self._controller.shelf
        shelf.state_changed.connect(self._show_state)
        shelf.detail_read.connect(self._show_detail)
        shelf.text_arrived.connect(self._append)
        header, answers = self.header, self.answers
        header.stop_asked.connect(self._stop)
        header.continue_asked.connect(lambda: self._controller.resume([self._name]))
        header.export.file_asked.connect(self._open_file)
        player = self._controller.player
        player.moved.connect(self._show_second)
        player.jumped.connect(self.transcript.follow)
        header.time_chosen.connect(player.seek)
        answers.time_clicked.connect(self._play_cited)
        answers.second_shown.connect(player.seek)
        self.transcript.time_clicked.connect(player.play_from)
        answers.again_asked.connect(self._ask_again)
        answers.stop_asked.connect(self._stop_answer)
        answers.other_model_asked.connect(self._use_another_model)
        answers.star_asked.connect(self._star)
        answers.hide_asked.connect(self._hide)

    def _lay_out(self) -> None:
        side = QFrame()
        side.setObjectName("transcriptSide")
        inner = QVBoxLayout(side)
        inner.setContentsMargins(4, 4, 2, 4)
        inner.addWidget(self.transcript)
        side.setMinimumWidth(220)
        self.answers.bar.only.toggled.connect(side.setHidden)
        self._parts.addWidget(side)
        self._parts.addWidget(self.answers)
        self._parts.setStretchFactor(0, 1)
        self._parts.setStretchFactor(1, 2)
        self._parts.setSizes([340, 820])
        self._parts.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self._parts, 1)


def quotation_at(second: float, detail: Detail) -> tuple[float, float] | None:
    """Where the quotation begins and ends that a time in an answer was given for."""
    for evidence in detail.evidence.values():
        for quotation in evidence.quotations:
            cited = {evidence.citations[place].start for place in quotation.citations}
            if quotation.status is Status.ELSEWHERE:
                cited.clear()
            if quotation.start is not None and second in {quotation.start, *cited}:
                return quotation.start, quotation.end or quotation.start
    return None
