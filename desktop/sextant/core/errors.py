"""Everything that can go wrong, in words for a person.

::

    SextantError
    ├── InputError                 unusable input; nothing was sent              exit 2
    │   ├── SourceGone  SourceUnreadable  EmptyFile  NotMedia  DisguisedPlaylist
    │   ├── NoAudioTrack  DamagedMedia  EncryptedMedia  NoRecordingsInside
    │   └── PromptUnusable  UnknownRecording  NotAProject  BadUsage
    ├── KeyProblem                 a key is missing or refused                   exit 3
    │   └── KeyMissing  KeyRefused  KeyStoreProblem
    ├── BudgetReached              the next request would pass the limit         exit 4
    ├── ToolProblem                ffmpeg is missing or failed
    │   └── FfmpegMissing  ExtractionFailed
    ├── StorageProblem             the project's disk
    │   └── DiskFull  FolderReadOnly  DamagedFile  NewerFormat  RecordingBusy
    ├── ServiceProblem             Deepgram or OpenRouter
    │   ├── Unreachable  TimedOut  NotTheService  ServiceDown  RateLimited
    │   ├── NoCredit  CreditHeld  Forbidden  RequestRefused  AnswerUnreadable
    │   ├── AudioRefused  AudioTooLarge  LanguageUnavailable  TranscriptionTooLong
    │   └── ModelUnavailable  NoEndpointAllowed  ContextTooLong  Moderated
    └── OutcomeProblem             the service answered, but not with a result
        └── NoSpeech  AnswerCutShort  AnswerEmpty  AnswerFiltered

Each class has three sentences: what happened (`title`), what is safe (`safe`) and
what to do now (`remedy`). ``{names}`` in them are filled from the keyword facts.
`detail` is for technicians and stays apart; it never holds a key, a transcript,
or a person's words. Foreign exceptions are converted where they enter, once.
"""

from __future__ import annotations

import re
from typing import ClassVar

NOTHING_SENT = "Nothing was sent, and your file is untouched."
KEPT = "Everything that had arrived is saved."


class SextantError(Exception):
    """The root. Catch this to show any expected failure to a person."""

    title: ClassVar[str] = "Something went wrong."
    safe: ClassVar[str] = KEPT
    remedy: ClassVar[str] = "Try again."
    exit_code: ClassVar[int] = 1

    def __init__(self, detail: str = "", *, retry_after: float | None = None, **facts: str) -> None:
        """Args: `retry_after` in seconds, when the service named a wait."""
        super().__init__(detail)
        self.detail = detail
        self.retry_after = retry_after
        self.facts = facts

    @property
    def code(self) -> str:
        """A stable short name for programs, e.g. ``no-audio-track``."""
        return re.sub(r"(?<!^)(?=[A-Z])", "-", type(self).__name__).lower()

    def words(self) -> tuple[str, str, str]:
        """What happened, what is safe, what to do now, with the facts filled in."""
        facts = _Facts(self.facts)
        return (
            self.title.format_map(facts),
            self.safe.format_map(facts),
            self.remedy.format_map(facts),
        )

    def __str__(self) -> str:
        return " ".join(part for part in self.words() if part)


class _Facts(dict[str, str]):
    """A fact nobody gave reads as an ellipsis rather than as a second error."""

    def __missing__(self, key: str) -> str:
        return "…"


# ── Input ────────────────────────────────────────────────────────────────────


class InputError(SextantError):
    """When what was given cannot be used."""

    safe = NOTHING_SENT
    exit_code = 2


class BadUsage(InputError):
    """When a command's words do not fit together. Facts: `what`."""

    title = "{what}"
    safe = "Nothing was done."
    remedy = "See sextant --help."


class SourceGone(InputError):
    """When the file is not there, or its drive went away. Facts: `name`."""

    title = "“{name}” cannot be found."
    remedy = "Check that its drive or share is connected, then try again."


class SourceUnreadable(InputError):
    """When the system refuses to let us read it. Facts: `name`."""

    title = "“{name}” cannot be read."
    remedy = "Check its permissions, or copy it to your own folder."


class EmptyFile(InputError):
    """When it has no bytes. Facts: `name`."""

    title = "“{name}” is empty (0 bytes)."
    remedy = "It may not have been copied completely. Copy it again from its source."


class NotMedia(InputError):
    """When ffmpeg recognises no video or audio in it. Facts: `name`."""

    title = "“{name}” is not a video or audio file."
    remedy = "Choose the recording itself; open it in a media player first to make sure it plays."


class DisguisedPlaylist(InputError):
    """When it only points to other files or addresses. Facts: `name`."""

    title = "“{name}” is a playlist that points elsewhere, not a recording."
    remedy = "Download or export the recording itself and use that file."


class NoAudioTrack(InputError):
    """When there are pictures but no sound. Facts: `name`."""

    title = "“{name}” has no audio track."
    remedy = "Check in a media player that it has sound; export it again with audio."


class DamagedMedia(InputError):
    """When the file breaks off before any sound can be read. Facts: `name`."""

    title = "“{name}” is damaged or was cut off."
    remedy = "Copy it again from its source, or repair it with the recorder's own program."


class EncryptedMedia(InputError):
    """When copy protection locks the sound. Facts: `name`."""

    title = "“{name}” is copy-protected."
    remedy = "Use a recording without copy protection."


class NoRecordingsInside(InputError):
    """When a folder holds nothing that can be used. Facts: `name`."""

    title = "There are no recordings in the folder “{name}”."
    remedy = "Choose a folder that holds video or audio files."


class PromptUnusable(InputError):
    """When a prompt file cannot be read or says nothing. Facts: `name`, `why`."""

    title = "The prompt “{name}” cannot be used: {why}"
    remedy = "Correct the file, or choose another prompt."


class UnknownRecording(InputError):
    """When a project has no recording of that name. Facts: `name`."""

    title = "There is no recording “{name}” in this project."
    safe = "Nothing was changed."
    remedy = "See sextant list for the names."


class NotAProject(InputError):
    """When a folder is no Sextant project. Facts: `name`."""

    title = "“{name}” is not a Sextant project."
    safe = "Nothing in it was changed."
    remedy = "Choose a folder that holds a project.json, or start a new project."


# ── Keys and money ───────────────────────────────────────────────────────────


class KeyProblem(SextantError):
    """When a service's key stands in the way. Facts: `service`."""

    safe = "Nothing was charged."
    exit_code = 3


class KeyMissing(KeyProblem):
    """When no key is stored for the service."""

    title = "The key for {service} is missing."
    remedy = "Add it under Keys, or try practice mode, which needs none."


class KeyRefused(KeyProblem):
    """When the service does not accept the key."""

    title = "{service} refused the key."
    remedy = "Check under Keys that it is complete and still valid."


class KeyStoreProblem(KeyProblem):
    """When the system's keyring cannot be used."""

    title = "The system's keyring is not available."
    safe = "No key was written to any file."
    remedy = "Unlock or install a keyring; until then keys last for this run only."


class BudgetReached(SextantError):
    """When the next request could pass the spending limit. Facts: `limit`."""

    title = "The spending limit of {limit} would be passed."
    safe = "Nothing past the limit was sent; what is finished is saved."
    remedy = "Raise the limit and continue, or choose fewer or cheaper models."
    exit_code = 4


# ── This computer ────────────────────────────────────────────────────────────


class ToolProblem(SextantError):
    """When ffmpeg lets us down."""

    safe = NOTHING_SENT


class FfmpegMissing(ToolProblem):
    """When the bundled ffmpeg is not where it belongs, or cannot start."""

    title = "The audio tool (ffmpeg) cannot be started."
    remedy = "Install Sextant again; a virus scanner may have removed the tool."


class ExtractionFailed(ToolProblem):
    """When ffmpeg ends without audio for a reason we cannot name. Facts: `name`."""

    title = "The audio of “{name}” could not be taken out."
    remedy = "Check that it plays in a media player; copy the details if it does."


class StorageProblem(SextantError):
    """When the project's disk refuses."""


class DiskFull(StorageProblem):
    """When there is no room left."""

    title = "The project's disk is full."
    remedy = "Free some room, then continue; finished steps are not repeated."


class FolderReadOnly(StorageProblem):
    """When the project's folder cannot be written to."""

    title = "The project's folder cannot be written to."
    safe = "Nothing in it was changed."
    remedy = "Check its permissions, or choose a project in your own folder."


class DamagedFile(StorageProblem):
    """When a saved file cannot be understood. Facts: `name`."""

    title = "The saved file “{name}” cannot be read."
    safe = "It was left as it is."
    remedy = "Restore it from a backup, or move it away and continue."


class NewerFormat(StorageProblem):
    """When a newer Sextant wrote it. Facts: `name`."""

    title = "“{name}” was written by a newer version of Sextant."
    safe = "It can be read here and was not changed."
    remedy = "Update Sextant to work on it."


class RecordingBusy(StorageProblem):
    """When another program holds the recording. Facts: `name`."""

    title = "“{name}” is being worked on by another Sextant."
    safe = "Nothing was sent twice."
    remedy = "Wait until the other window or computer is through."


# ── The two services ─────────────────────────────────────────────────────────


class ServiceProblem(SextantError):
    """When a service does not do what it was asked. Facts: `service`."""


class Unreachable(ServiceProblem):
    """When no connection comes about, or it breaks."""

    title = "{service} cannot be reached."
    remedy = "Check the internet connection or the proxy, then continue."


class TimedOut(ServiceProblem):
    """When a service stays silent for too long."""

    title = "{service} did not answer in time."
    remedy = "Continue later; finished steps are not repeated."


class NotTheService(ServiceProblem):
    """When something else answers in its place, as hotel networks and proxies do."""

    title = "Something between this computer and {service} answered in its place."
    remedy = "Sign in to the network in a browser, or check the proxy, then continue."


class ServiceDown(ServiceProblem):
    """When the service reports a fault of its own (5xx)."""

    title = "{service} has a problem at the moment."
    remedy = "Try again in some minutes."


class RateLimited(ServiceProblem):
    """When too much was asked in too short a time."""

    title = "{service} asks to wait: too many requests."
    remedy = "Try again in a moment, or use another model."


class NoCredit(ServiceProblem):
    """When the account has no money left."""

    title = "The {service} account has not enough credit."
    safe = "This request was not charged; everything that had arrived is saved."
    remedy = "Add credit to the account, then continue."


class CreditHeld(NoCredit):
    """When requests in flight hold the credit; it comes back as they end."""

    title = "{service} holds the credit for requests under way."


class Forbidden(ServiceProblem):
    """When the key is good but not for this."""

    title = "The {service} key is not allowed to do this."
    remedy = "Make a key with more rights, or ask whoever manages the account."


class RequestRefused(ServiceProblem):
    """When the service calls the request wrong. Facts: `why`."""

    title = "{service} refused the request: {why}"
    remedy = "Check the settings; copy the details if they look right."


class AnswerUnreadable(ServiceProblem):
    """When an answer arrives that breaks off or makes no sense."""

    title = "The answer of {service} arrived incomplete."
    remedy = "Try again. The request may have been charged."


class AudioRefused(ServiceProblem):
    """When Deepgram cannot use the audio."""

    title = "{service} could not use the audio of this recording."
    remedy = "Check that it plays in a media player; try exporting it again."


class AudioTooLarge(ServiceProblem):
    """When the audio exceeds what Deepgram takes."""

    title = "The audio is larger than {service} accepts."
    remedy = "Split the recording into shorter parts."


class LanguageUnavailable(ServiceProblem):
    """When the chosen model does not know the chosen language."""

    title = "{service} does not offer this language with this model."
    remedy = "Choose another language, or automatic."


class TranscriptionTooLong(ServiceProblem):
    """When Deepgram's ten-minute cap ends the work; again would cost the same and fail."""

    title = "{service} gave up: the recording took more than ten minutes to work through."
    remedy = "Split the recording into shorter parts."


class ModelUnavailable(ServiceProblem):
    """When a model is no longer offered. Facts: `model`."""

    title = "The model {model} is not offered at present."
    safe = "No other model was asked in its place."
    remedy = "Choose another model for this answer."


class NoEndpointAllowed(ServiceProblem):
    """When the privacy settings leave no provider for a model. Facts: `model`."""

    title = "No provider of {model} meets the privacy settings."
    safe = "The transcript was not sent to it."
    remedy = "Choose another model, or allow more in the privacy settings."


class ContextTooLong(ServiceProblem):
    """When the transcript does not fit into the model. Facts: `model`."""

    title = "The transcript is too long for {model}."
    safe = "Nothing was cut and nothing was charged for it."
    remedy = "Choose a model with a larger context for this answer."


class Moderated(ServiceProblem):
    """When a provider's filter turns the request away."""

    title = "The provider's content filter turned the transcript away."
    remedy = "Use another model for this answer."


# ── Answers that are no result ───────────────────────────────────────────────


class OutcomeProblem(SextantError):
    """When a service answered, but not with a result."""


class NoSpeech(OutcomeProblem):
    """When the transcript is empty."""

    title = "No speech was recognised."
    safe = "The audio and the service's answer are saved."
    remedy = "Check that the right language and audio track are chosen, then transcribe again."


class AnswerCutShort(OutcomeProblem):
    """When an answer ended before its end. Facts: `why`."""

    title = "The answer was cut short: {why}"
    safe = "The text so far is kept."
    remedy = "Ask again for a whole answer."


class AnswerEmpty(OutcomeProblem):
    """When a model answered with nothing, or spent all it had on thinking."""

    title = "The model sent an empty answer."
    remedy = "Ask again, or use another model."


class AnswerFiltered(OutcomeProblem):
    """When a filter or the model itself refused."""

    title = "The model declined to answer."
    safe = "What it wrote is kept."
    remedy = "Use another model for this answer."
