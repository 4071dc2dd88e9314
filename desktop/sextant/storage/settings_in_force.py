"""The settings that are in force: a person's own, the client's below, the environment's above."""

from __future__ import annotations

import os

from sextant.core.settings import Settings
from sextant.storage import client_file, settings_file


def load() -> Settings:
    """The defaults, the client's choice, the person's, the environment's addresses: in this order.

    What the client locked stays as it is. Raises: ClientFileUnusable.
    """
    client = client_file.load()
    return settings_file.with_environment(
        settings_file.load(client=client), settings_file.free(os.environ, client.locked)
    )


def save(settings: Settings) -> None:
    """Keep what a person chose; what the environment named was for this run.

    Raises: ClientFileUnusable, StorageProblem.
    """
    client = client_file.load()
    saved = settings_file.load(client=client)
    chosen = settings_file.without_environment(
        settings, saved, settings_file.free(os.environ, client.locked)
    )
    settings_file.save(chosen, client=client)
