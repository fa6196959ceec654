"""Where a data set goes: a dataset of a project, and beside it the dataset where tables are staged."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A dataset of a project."""

    project: str
    dataset: str

    def __str__(self) -> str:
        return f"{self.project}.{self.dataset}"

    @property
    def staging(self) -> Place:
        """The dataset where tables wait until all of them are there and proved."""
        return Place(self.project, f"{self.dataset}_stg")

    def table(self, name: str) -> str:
        """Return the full name of a table."""
        return f"{self}.{name}"
