"""The two services: faults, and answers that are no result."""

from __future__ import annotations

from sextant.core.errors.base import SextantError


class ServiceProblem(SextantError):
    """When a service does not do what it was asked. Facts: `service`."""


class UploadTooSlow(ServiceProblem):
    """When the service gives up on an upload that is still under way (408)."""

    title = "The upload was too slow for {service}."
    remedy = "Continue when the connection is better; an upload begins anew each time."


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


class TranscriptLost(ServiceProblem):
    """When Deepgram was given everything and no answer came: it may have done the work."""

    title = "{service} has the whole recording, but its answer did not arrive."
    safe = "The audio is saved. The transcription may have been charged."
    remedy = "Continue to send it again; that is not done without you, as it costs again."


class TranscriptCut(TranscriptLost):
    """When Deepgram's answer broke off on its way: the work is done and may be charged."""

    title = "Only a part of {service}'s answer arrived."
    safe = (
        "The audio is saved, and so is the part that arrived, for you to read. "
        "The transcription may have been charged."
    )


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


class AnswerTooLong(AnswerCutShort):
    """When an answer reached the length allowed."""

    title = "The answer was cut short: it reached the length allowed."
    remedy = "Ask again: it may then be twice as long."


class AnswerStopped(OutcomeProblem):
    """When a person stopped an answer while it was being written."""

    title = "You stopped this answer."
    safe = "The text so far is kept."
    remedy = "Ask again for a whole answer."


class AnswerEmpty(OutcomeProblem):
    """When a model answered with nothing."""

    title = "The model sent an empty answer."
    remedy = "Ask again, or use another model."


class OnlyThought(AnswerEmpty):
    """When a model spent all the length it was allowed on thinking."""

    title = "The model used up the length allowed by thinking."
    remedy = "Ask again, which allows twice the length, or use another model for this answer."


class AnswerFiltered(OutcomeProblem):
    """When a filter or the model itself refused."""

    title = "The model declined to answer."
    safe = "What it wrote is kept."
    remedy = "Use another model for this answer."
