"""Both services on loopback, without keys or network. Not AI, and it says so.

``child`` starts this program a second time, ``serve`` is what that one does. It knows
nothing of projects, windows or the person's files: audio comes in, words go out.
"""
