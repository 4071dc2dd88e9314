"""Sextant: recordings in, a transcript and six analyses you can check out."""

__version__ = "0.1.0"
