"""Standard output and error that outlast their readers: who stops to listen neither ends a command nor changes its exit code."""

from __future__ import annotations

import errno
import io
import os
import select
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from c360sim.cli.errors import FAILED

_NAMES = ("stdin", "stdout", "stderr")
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""Errors for which what somebody waits for is missing; after any other, nobody waits."""


def outlasting(command: Callable[[], int]) -> int:
    """Return the exit code of a command, which goes on when its output is closed, or is closed from the beginning.

    What does not fit on a disk is told when the command is done, and makes it fail.
    """
    _take_closed()
    with _lasting("stdout") as output, _lasting("stderr"):
        code = command()
        sys.stdout.flush()
        if output.error is not None and output.error.errno in _FULL:
            print(f"error: standard output cannot be written: {output.error.strerror}", file=sys.stderr)
            return code or FAILED
        return code


class _Lasting(io.FileIO):
    """A stream to which is written until that fails; what comes after is dropped."""

    error: OSError | None = None

    def write(self, data: Any, /) -> int:
        while self.error is None:
            try:
                written: int | None = super().write(data)
            except OSError as error:
                self.error = error
            else:
                if written is not None:
                    return written
                select.select([], [self], [])  # whoever shares it has set it not to wait
        return memoryview(data).nbytes


def _take_closed() -> None:
    """Open what is closed on nothing: a file that is opened next would get its number, and what is printed."""
    for number in range(len(_NAMES)):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # gets the lowest number that is free
            os.set_inheritable(number, True)


@contextmanager
def _lasting(name: str) -> Iterator[_Lasting]:
    """Let a stream last, unless something else, as a test, stands in its place; what its encoding does not have is escaped."""
    before = getattr(sys, name)
    stream = _Lasting(_NAMES.index(name), "w", closefd=False)
    if before is getattr(sys, f"__{name}__"):
        encoding = getattr(before, "encoding", "utf-8")
        buffer = io.BufferedWriter(stream)
        is_prompt = name == "stderr" or stream.isatty()
        setattr(sys, name, io.TextIOWrapper(buffer, encoding, "backslashreplace", line_buffering=is_prompt))
    try:
        yield stream
    finally:
        getattr(sys, name).flush()
        setattr(sys, name, before)
