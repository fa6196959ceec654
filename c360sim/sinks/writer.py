"""A thread that writes while the next month is computed."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable

Job = Callable[[], None]


MOST_WAITING = 16
"""Jobs that may wait, about two months of tables: enough not to stop the simulation, few enough to bound memory."""


class Writer:
    """Does jobs one after another, in the order they were submitted."""

    def __init__(self) -> None:
        self._jobs: queue.Queue[Job | None] = queue.Queue(MOST_WAITING)
        self._failure: BaseException | None = None
        self._is_canceled = False
        self._thread = threading.Thread(target=self._work, name="c360sim-writer", daemon=True)
        self._thread.start()

    def submit(self, job: Job) -> None:
        """Queue a job, waiting for room. Raises what an earlier job raised."""
        self._raise_failure()
        self._jobs.put(job)

    def finish(self) -> None:
        """Wait until all jobs are done. Raises what one of them raised."""
        self._stop()
        self._raise_failure()

    def cancel(self) -> None:
        """Drop the jobs that wait and end the thread; harmless after `finish`."""
        self._is_canceled = True
        if self._thread.is_alive():
            self._stop()

    def _stop(self) -> None:
        self._jobs.put(None)
        self._thread.join()

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            if self._is_canceled or self._failure is not None:
                continue
            try:
                job()
            except BaseException as failure:
                self._failure = failure

    def _raise_failure(self) -> None:
        if self._failure is not None:
            raise self._failure
