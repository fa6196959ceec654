"""What a user gave, or a file holds, as it is told again: on one line, not endless, and without passwords."""

from __future__ import annotations

import re

LONGEST = 300
"""Characters of a value that are told; of a longer one the beginning and the end."""

_URL = re.compile(r"(\w[\w+.-]*://)(\S+)")
_USER = re.compile(r"[^/@:]*:.*@|(?:[^/?#@]*@)+")
"""What stands before the host of an address: a user and a password, which may have any sign in it, or a token."""
_PARAMETER = re.compile(r"(?<=[?&#;])([^=&#;]+)=[^&#;]+")
_BARE = re.compile(r"(?<!\S)[^\s/:@]+:(?!//)\S*@")
"""A user and a password before a host that has no protocol before it."""


def value(given: object) -> str:
    """Return a value as it is told in a message: `line`, and no more of it than anyone reads."""
    text = line(str(given))
    if len(text) <= LONGEST:
        return text
    return f"{text[: 2 * LONGEST // 3]}...({len(text):,} characters)...{text[-LONGEST // 3 :]}"


def line(text: str) -> str:
    """Return a text without what a terminal would obey, and with `***` for what addresses may hold of passwords and tokens."""
    return escaped(masked(text))


def masked(text: str) -> str:
    """Return a text in which `***` stands for users, passwords and tokens before a host, and for the values behind an address."""
    return _URL.sub(_masked, _BARE.sub("***@", text))


def _masked(url: re.Match[str]) -> str:
    return url[1] + _PARAMETER.sub(r"\1=***", _USER.sub("***@", url[2], count=1) if _USER.match(url[2]) else url[2])


def escaped(text: str) -> str:
    """Return a text in which signs that cannot be seen, as ends of lines and what moves a cursor, stand as Python writes them."""
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in text)
