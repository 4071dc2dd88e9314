"""Both services on loopback, without keys or network. Not AI, and it says so."""
