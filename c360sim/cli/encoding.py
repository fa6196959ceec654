"""The encoding of names of files, in which DuckDB and Arrow know UTF-8 alone."""

from __future__ import annotations

import os
import sys


def use_utf8() -> None:
    """Start this command line again in Python's UTF-8 mode where names of files have another encoding: otherwise `d ü` is not found."""
    if sys.getfilesystemencoding() != "utf-8" and sys.executable:
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])
