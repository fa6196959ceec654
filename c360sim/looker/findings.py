"""What a check finds: a place, the rule that is broken, and how."""

from __future__ import annotations

from dataclasses import dataclass

from c360sim.looker.source import Place, one_line


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One finding, printed as `file:line: rule: message`."""

    place: Place
    rule: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.rule}: {one_line(self.message)}"
