"""Widgets: layout and wording, nothing else."""
