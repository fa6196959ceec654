"""Signals that end a command: Ctrl-C, SIGTERM and SIGHUP all unwind it, so that whoever made something clears it away."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")
"""Where the system has them; one that is ignored when the command starts, as under nohup, stays so."""


class Interrupted(KeyboardInterrupt):
    """A signal has come."""


class _Received:
    """The signal that came last, 0 before any; whether it waits, and how many blocks ask it to."""

    def __init__(self) -> None:
        self.signal = 0
        self.waits = False
        self.blocks = 0

    def receive(self, number: int, frame: FrameType | None) -> None:
        """Hear of a signal."""
        self.signal = number
        self.waits = self.blocks > 0
        if not self.waits:
            raise Interrupted


_received = _Received()


def outcome(work: Callable[[], int]) -> int:
    """Return the exit code of work: its own, or 128 and the number of the signal that ended it, of which one line tells on stderr."""
    before = {number: signal.getsignal(number) for number in _numbers()}
    _received.signal = 0
    try:
        for number in before:
            signal.signal(number, _received.receive)
        return work()
    except BaseException as error:
        if not _received.signal and not isinstance(error, KeyboardInterrupt):
            raise
        number = signal.Signals(_received.signal or signal.SIGINT)
        said = ["interrupted" if number == signal.SIGINT else f"ended by {number.name}", *getattr(error, "__notes__", ())]
        print(f"error: {'; '.join(said)}", file=sys.stderr)
        return 128 + number
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def check() -> None:
    """Raise Interrupted when a signal has come, which a library may have taken for an error of its own."""
    if _received.signal:
        raise Interrupted


@contextmanager
def noted(consequence: str) -> Iterator[None]:
    """Let the line that tells of an interruption in this block say what follows from it."""
    try:
        yield
    except BaseException as error:
        error.add_note(consequence)
        raise


@contextmanager
def deferred() -> Iterator[None]:
    """Let signals wait until the end of this block. Raises Interrupted there when one has come."""
    with _waiting():
        yield
    if _received.waits and not _received.blocks:
        _received.waits = False
        raise Interrupted


@contextmanager
def ignored() -> Iterator[None]:
    """Pass over the signals that come in this block: what they are meant to end is done."""
    before = _received.signal
    with _waiting():
        yield
    _received.signal, _received.waits = before, False


@contextmanager
def _waiting() -> Iterator[None]:
    _received.blocks += 1
    try:
        yield
    finally:
        _received.blocks -= 1


def _numbers() -> list[signal.Signals]:
    if threading.current_thread() is not threading.main_thread():  # where Python lets nobody handle signals
        return []
    there = [getattr(signal, name) for name in SIGNALS if hasattr(signal, name)]
    return [number for number in there if signal.getsignal(number) not in (signal.SIG_IGN, None)]
