"""Three steps that whoever has no keys yet is led through, and may leave at any time."""
