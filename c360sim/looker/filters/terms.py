"""What the grammars share: terms that a value may or must not meet."""

from __future__ import annotations

from collections.abc import Sequence


class FilterError(ValueError):
    """The filter expression is not one of its grammar, or not supported."""


def combined(wanted: Sequence[str], unwanted: Sequence[str]) -> str:
    """Return the condition that one of the wanted conditions and all of the unwanted ones hold; the latter are said as they must hold."""
    alternatives = " OR ".join(wanted)
    parts = [f"({alternatives})" if len(wanted) > 1 else alternatives] if wanted else []
    return " AND ".join([*parts, *unwanted])


def literal(text: str) -> str:
    """Return a string literal of BigQuery."""
    escaped = text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n")
    return f"'{escaped}'"
