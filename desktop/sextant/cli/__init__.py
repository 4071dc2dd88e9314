"""The terminal's composition root: every command but the window."""
