"""Where the tests load to."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from google.cloud import bigquery
from loader import Done, Loader, flags

RUN = f"c360sim_test_{os.urandom(4).hex()}"
"""How the datasets of this run of the tests begin."""


@dataclass(frozen=True)
class Somewhere:
    """A dataset that nobody else has, and the way there."""

    url: str
    client: bigquery.Client
    dataset: str
    folder: Path

    def start(self, data: Path, *more: str) -> Loader:
        """Begin to load a data set."""
        return Loader(self.url, self.folder, *flags(data, self.dataset, "--quiet", *more, project=self.client.project))

    def load(self, data: Path, *more: str) -> Done:
        """Load a data set and return how that ended."""
        return self.start(data, *more).done()
