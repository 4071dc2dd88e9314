"""A saved recording in, one file out: one small module a format, listed in `formats`."""
