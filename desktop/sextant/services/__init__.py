"""The world outside: ffmpeg, Deepgram, OpenRouter."""
