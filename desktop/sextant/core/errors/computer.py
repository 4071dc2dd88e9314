"""This computer stands in the way: keys, the limit, ffmpeg, the disk."""

from __future__ import annotations

from sextant.core.errors.base import NOTHING_SENT, SextantError


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
    remedy = (
        "Unlock or install a keyring; until then keys last for this run only, "
        "or come from DEEPGRAM_API_KEY and OPENROUTER_API_KEY."
    )


class BudgetReached(SextantError):
    """When the next request could pass the spending limit. Facts: `limit`."""

    title = "The spending limit of {limit} would be passed."
    safe = "Nothing past the limit was sent; what is finished is saved."
    remedy = "Raise the limit and continue, or choose fewer or cheaper models."
    exit_code = 4


class MonthLimitReached(BudgetReached):
    """When the next request could pass the limit of the month. Facts: `limit`."""

    title = "The limit of {limit} for this month could be passed."
    remedy = "Raise it in the settings under Spending and continue, or continue next month."


class ClientFileUnusable(SextantError):
    """When what the maker of a study chose cannot be followed. Facts: `why`."""

    title = "The configuration that came with Sextant cannot be used: {why}"
    safe = NOTHING_SENT
    remedy = "Ask whoever gave you Sextant for a new one."
    exit_code = 2


class SettingNotOffered(ClientFileUnusable):
    """When the maker of a study chose what is no setting of theirs. Facts: `setting`."""

    title = (
        "The configuration that came with Sextant cannot be used: "
        "“{setting}” is no setting that it can choose."
    )


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


class PracticeUnavailable(ToolProblem):
    """When the practice services do not start, or end too early."""

    title = "Practice mode could not be started."
    remedy = "Install Sextant again; its speech recogniser may be missing."


class NoSoundDevice(ToolProblem):
    """When nothing is there to play sound on, or it cannot be opened."""

    title = "No sound device was found, so nothing can be heard."
    safe = "Everything else works."
    remedy = "Connect loudspeakers or headphones, then press play again."


class SoundUnreadable(ToolProblem):
    """When the saved audio cannot be played. Facts: `name`."""

    title = "“{name}” cannot be played."
    safe = "The transcript and the answers are untouched."
    remedy = "See in the recording's folder whether another program plays it."


class StorageProblem(SextantError):
    """When the project's disk refuses for a reason we have no better words for."""

    title = "The project's folder cannot be used."
    remedy = "Check that its disk is connected and that the path names a folder, then try again."


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


class PlaceTaken(StorageProblem):
    """When a project cannot be moved to where something else lies. Facts: `name`."""

    title = "“{name}” cannot be moved there."
    safe = "The project is where it was."
    remedy = "Choose a folder outside of it that holds nothing of this name."


class TrashUnavailable(StorageProblem):
    """When the system has no trash for this disk. Facts: `name`."""

    title = "“{name}” could not be moved to the trash."
    safe = "It is where it was, and Sextant deletes nothing by itself."
    remedy = "Show it in the file manager and remove it there."
