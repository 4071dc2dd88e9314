"""What the program does: no Qt, no network, no disk, no clock of its own."""
