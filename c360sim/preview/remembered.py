"""Results that are remembered: each is worked out once, however many ask for it at the same time."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from threading import Lock
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Result = TypeVar("Result")


class Remembered(Generic[Key, Result]):
    """What a function returned for its last `most` different arguments."""

    def __init__(self, work_out: Callable[[Key], Result], most: int) -> None:
        self._work_out, self._most = work_out, most
        self._found: OrderedDict[Key, Future[Result]] = OrderedDict()
        self._lock = Lock()

    def __call__(self, key: Key) -> Result:
        """Return the result, waiting for whoever is at it. What the function raises is raised to all who wait, and not remembered."""
        with self._lock:
            is_first = key not in self._found
            future = self._found.setdefault(key, Future())
            self._found.move_to_end(key)
            while len(self._found) > self._most:
                self._found.popitem(last=False)
        if is_first:
            self._fill(key, future)
        return future.result()

    def _fill(self, key: Key, future: Future[Result]) -> None:
        try:
            future.set_result(self._work_out(key))
        except Exception as error:
            with self._lock:
                self._found.pop(key, None)
            future.set_exception(error)
