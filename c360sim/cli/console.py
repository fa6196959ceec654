"""Where a report is printed."""

from __future__ import annotations

from rich.console import Console

PAGE_WIDTH = 132
"""Columns of a report that goes to a file or a pipe: names are not cut short there."""


def console() -> Console:
    """Return the terminal, or a page where output goes elsewhere. Brackets in a text are brackets."""
    terminal = Console(markup=False)
    return terminal if terminal.is_terminal else Console(width=PAGE_WIDTH, markup=False)
