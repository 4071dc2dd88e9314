"""The settings, a small module a page. Every change is in force at once."""
