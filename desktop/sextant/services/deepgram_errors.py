"""What Deepgram's refusals mean. Three shapes of body, and gateways' HTML beside them."""

from __future__ import annotations

import msgspec

from sextant.core.errors import (
    AudioRefused,
    AudioTooLarge,
    Forbidden,
    KeyRefused,
    LanguageUnavailable,
    NoCredit,
    NotTheService,
    RateLimited,
    RequestRefused,
    ServiceDown,
    SextantError,
    TranscriptionTooLong,
    UploadTooSlow,
)
from sextant.services.words import short

SERVICE = "Deepgram"


class _Body(msgspec.Struct):
    """Legacy and modern errors in one; none of the fields is sure to be there."""

    err_code: str | None = None
    error_code: str | None = None
    err_msg: str | None = None
    category: str | None = None
    message: str | None = None
    details: str | None = None
    request_id: str | None = None


def error_of(
    status: int, body: bytes, *, request_id: str = "", retry_after: float | None = None
) -> SextantError:
    """The error for an answer that is not 200."""
    parsed = _parse(body)
    code = parsed.err_code or parsed.error_code or parsed.category or ""
    words = parsed.err_msg or parsed.message or ""
    said = (code, parsed.request_id or request_id)
    detail = " ".join(filter(None, (str(status), *map(short, said))))
    kind = _kind(status, code, f"{words} {parsed.details or ''}", html=_is_html(body))
    if kind is RequestRefused:
        why = short(words) or "it gave no reason."
        return RequestRefused(detail, service=SERVICE, why=why)
    return kind(detail, retry_after=retry_after, service=SERVICE)


def _kind(status: int, code: str, words: str, *, html: bool) -> type[SextantError]:
    match status:
        case 400:
            return _bad_request(words) if not html else NotTheService
        case 401:
            return Forbidden if code == "INSUFFICIENT_PERMISSIONS" else KeyRefused
        case 402:
            return NoCredit
        case 403:
            return NotTheService if html else Forbidden
        case 408:
            return UploadTooSlow
        case 413:
            return AudioTooLarge
        case 429:
            return RateLimited
        case 504:
            # The ten-minute cap: another try costs the same and ends the same.
            return TranscriptionTooLong
        case _ if status >= 500 or status == 499:
            return ServiceDown
        case _ if 300 <= status < 400 or html:
            return NotTheService
        case _:
            return RequestRefused


def _bad_request(words: str) -> type[SextantError]:
    lowered = words.lower()
    if "failed to process audio" in lowered or "corrupt" in lowered:
        return AudioRefused
    if "model/language/tier" in lowered:
        return LanguageUnavailable
    return RequestRefused


def _is_html(body: bytes) -> bool:
    return body.lstrip()[:1] == b"<"


def _parse(body: bytes) -> _Body:
    try:
        return msgspec.json.decode(body, type=_Body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        plain = "" if _is_html(body) else body.decode("utf-8", "replace").strip()
        return _Body(message=plain)
