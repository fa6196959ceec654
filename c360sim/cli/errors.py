"""Bad input: one line that names the field, its value, and what is allowed."""

from __future__ import annotations

from c360sim import shown

FAILED, BAD_INPUT = 1, 2
"""The exit codes of what was not done; 0 is done, and 128 and a signal's number is what that signal ended."""


class InputError(ValueError):
    """A flag or argument has a value that is not allowed."""

    def __init__(self, field: str, value: object, allowed: str) -> None:
        super().__init__(f"{field} is {shown.value(value)}; allowed: {allowed}")
