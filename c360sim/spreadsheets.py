"""What a spreadsheet would do with a text in a CSV file: some it does not show but runs, as formulas."""

from __future__ import annotations

import re

_UNSEEN = r"\x00-\x20\x7f-\xa0" + "\u00ad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff"
"""Spaces, ends of lines, and what has neither width nor shape: a spreadsheet may pass over them."""
_SIGNS = r"=+\-@" + "\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b"
"""What formulas begin with, also in the widths of East Asian typing, which a spreadsheet may take for the narrow ones."""
FORMULA = rf"^(?:[\t\r\n]|[{_UNSEEN}]*[{_SIGNS}])"
"""Matches texts that a spreadsheet may run, in the syntax of Python and of DuckDB alike."""


def harmless(text: str) -> str:
    """Return a text as a spreadsheet shows it: an apostrophe keeps from running what may be a formula."""
    return f"'{text}" if re.match(FORMULA, text) else text
