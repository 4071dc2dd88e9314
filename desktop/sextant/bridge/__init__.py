"""asyncio and core on one side, QObject on the other."""
