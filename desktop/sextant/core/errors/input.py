"""What a person gave cannot be used."""

from __future__ import annotations

from sextant.core.errors.base import NOTHING_SENT, SextantError


class InputError(SextantError):
    """When what was given cannot be used."""

    safe = NOTHING_SENT
    exit_code = 2


class AnswersUnfinished(InputError):
    """When answers to be brought together are not there, or not whole. Facts: `missing`."""

    title = "Not all answers are finished yet; {missing} to go."
    remedy = "Let them finish first, or choose two or more of those that are there."


class BadUsage(InputError):
    """When a command's words do not fit together. Facts: `what`."""

    title = "{what}"
    safe = "Nothing was done."
    remedy = "See sextant --help."


class SourceGone(InputError):
    """When the file is not there, or its drive went away. Facts: `name`."""

    title = "“{name}” cannot be found."
    remedy = "Check that its drive or share is connected, then try again."


class SourceReplaced(InputError):
    """When another file lies where the one that was added did, or it changed. Facts: `name`."""

    title = "“{name}” is not the file that was added; it was replaced or changed since."
    remedy = (
        "Put the first one back, or drop it in from where it is now. "
        "Another file becomes a recording of its own when it is dropped in."
    )


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


class PromptTooLong(PromptUnusable):
    """When a prompt has more than `most` characters. Facts: `name`, `most`."""

    title = "The prompt “{name}” cannot be used: it is longer than {most} characters."


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
