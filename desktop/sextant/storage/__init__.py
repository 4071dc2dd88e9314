"""Our disk: the project folder, the ledger, keys, settings, logs."""
