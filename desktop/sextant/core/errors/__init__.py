"""Everything that can go wrong, in words for a person.

::

    SextantError
    ├── InputError                 unusable input; nothing was sent              exit 2
    │   ├── SourceGone  SourceReplaced  SourceUnreadable  EmptyFile  NotMedia
    │   ├── DisguisedPlaylist  NoAudioTrack  DamagedMedia  EncryptedMedia  NoRecordingsInside
    │   ├── PromptUnusable ─ PromptTooLong
    │   └── UnknownRecording  NotAProject  AnswersUnfinished  BadUsage
    ├── KeyProblem                 a key is missing or refused                   exit 3
    │   └── KeyMissing  KeyRefused  KeyStoreProblem
    ├── BudgetReached ─ MonthLimitReached   the next request would pass a limit  exit 4
    ├── ClientFileUnusable ─ SettingNotOffered   what came with a study is no use   exit 2
    ├── ToolProblem                a tool on this computer lets us down
    │   └── FfmpegMissing  ExtractionFailed  PracticeUnavailable  NoSoundDevice  SoundUnreadable
    ├── StorageProblem             the project's disk
    │   ├── DiskFull  FolderReadOnly  DamagedFile  NewerFormat  RecordingBusy
    │   └── PlaceTaken  TrashUnavailable
    ├── ServiceProblem             Deepgram or OpenRouter
    │   ├── Unreachable ─ ConnectionLost
    │   ├── TimedOut  NotTheService  CertificateRefused
    │   ├── ProxyWantsPassword  ProxyUnusable
    │   ├── AddressUnusable ─ AddressUnprotected                                 exit 2
    │   ├── UploadTooSlow  ServiceDown  RateLimited
    │   ├── NoCredit  CreditHeld  Forbidden  RequestRefused  AnswerUnreadable
    │   ├── TranscriptLost ─ TranscriptCut  TranscriptionTooLong  LanguageUnavailable
    │   ├── AudioRefused  AudioTooLarge
    │   └── ModelUnavailable  NoEndpointAllowed  ContextTooLong  Moderated
    └── OutcomeProblem             the service answered, but not with a result
        ├── NoSpeech  AnswerCutShort ─ AnswerTooLong  AnswerStopped
        └── AnswerEmpty ─ OnlyThought  AnswerFiltered

Each class has three sentences: what happened (`title`), what is safe (`safe`) and
what to do now (`remedy`). ``{names}`` in them are filled from the keyword facts.
`detail` is for technicians and stays apart; it never holds a key, a transcript,
or a person's words. Foreign exceptions are converted where they enter, once.
"""

from __future__ import annotations

from sextant.core.errors.base import (
    SextantError,
)
from sextant.core.errors.computer import (
    BudgetReached,
    ClientFileUnusable,
    DamagedFile,
    DiskFull,
    ExtractionFailed,
    FfmpegMissing,
    FolderReadOnly,
    KeyMissing,
    KeyProblem,
    KeyRefused,
    KeyStoreProblem,
    MonthLimitReached,
    NewerFormat,
    NoSoundDevice,
    PlaceTaken,
    PracticeUnavailable,
    RecordingBusy,
    SettingNotOffered,
    SoundUnreadable,
    StorageProblem,
    ToolProblem,
    TrashUnavailable,
)
from sextant.core.errors.input import (
    AnswersUnfinished,
    BadUsage,
    DamagedMedia,
    DisguisedPlaylist,
    EmptyFile,
    EncryptedMedia,
    InputError,
    NoAudioTrack,
    NoRecordingsInside,
    NotAProject,
    NotMedia,
    PromptTooLong,
    PromptUnusable,
    SourceGone,
    SourceReplaced,
    SourceUnreadable,
    UnknownRecording,
)
from sextant.core.errors.network import (
    AddressUnprotected,
    AddressUnusable,
    CertificateRefused,
    ConnectionLost,
    NotTheService,
    ProxyUnusable,
    ProxyWantsPassword,
    TimedOut,
    Unreachable,
)
from sextant.core.errors.services import (
    AnswerCutShort,
    AnswerEmpty,
    AnswerFiltered,
    AnswerStopped,
    AnswerTooLong,
    AnswerUnreadable,
    AudioRefused,
    AudioTooLarge,
    ContextTooLong,
    CreditHeld,
    Forbidden,
    LanguageUnavailable,
    ModelUnavailable,
    Moderated,
    NoCredit,
    NoEndpointAllowed,
    NoSpeech,
    OnlyThought,
    OutcomeProblem,
    RateLimited,
    RequestRefused,
    ServiceDown,
    ServiceProblem,
    TranscriptCut,
    TranscriptionTooLong,
    TranscriptLost,
    UploadTooSlow,
)

__all__ = [
    "AddressUnprotected",
    "AddressUnusable",
    "AnswerCutShort",
    "AnswerEmpty",
    "AnswerFiltered",
    "AnswerStopped",
    "AnswerTooLong",
    "AnswerUnreadable",
    "AnswersUnfinished",
    "AudioRefused",
    "AudioTooLarge",
    "BadUsage",
    "BudgetReached",
    "CertificateRefused",
    "ClientFileUnusable",
    "ConnectionLost",
    "ContextTooLong",
    "CreditHeld",
    "DamagedFile",
    "DamagedMedia",
    "DisguisedPlaylist",
    "DiskFull",
    "EmptyFile",
    "EncryptedMedia",
    "ExtractionFailed",
    "FfmpegMissing",
    "FolderReadOnly",
    "Forbidden",
    "InputError",
    "KeyMissing",
    "KeyProblem",
    "KeyRefused",
    "KeyStoreProblem",
    "LanguageUnavailable",
    "ModelUnavailable",
    "Moderated",
    "MonthLimitReached",
    "NewerFormat",
    "NoAudioTrack",
    "NoCredit",
    "NoEndpointAllowed",
    "NoRecordingsInside",
    "NoSoundDevice",
    "NoSpeech",
    "NotAProject",
    "NotMedia",
    "NotTheService",
    "OnlyThought",
    "OutcomeProblem",
    "PlaceTaken",
    "PracticeUnavailable",
    "PromptTooLong",
    "PromptUnusable",
    "ProxyUnusable",
    "ProxyWantsPassword",
    "RateLimited",
    "RecordingBusy",
    "RequestRefused",
    "ServiceDown",
    "ServiceProblem",
    "SettingNotOffered",
    "SextantError",
    "SoundUnreadable",
    "SourceGone",
    "SourceReplaced",
    "SourceUnreadable",
    "StorageProblem",
    "TimedOut",
    "ToolProblem",
    "TranscriptCut",
    "TranscriptLost",
    "TranscriptionTooLong",
    "TrashUnavailable",
    "UnknownRecording",
    "Unreachable",
    "UploadTooSlow",
]
