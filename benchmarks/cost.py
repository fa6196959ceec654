"""What a command costs: CPU and wall seconds, and memory, of its process and of all that it starts."""

from __future__ import annotations

import os
import subprocess
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parent.parent
"""Where commands run, so that they meet the code beside this folder."""
INTERVAL = 0.1
"""Seconds between two looks at the processes: seldom enough to take nothing from what is measured."""
MEGABYTE = 1_000_000


class CommandFailed(RuntimeError):
    """A command ended with another exit code than 0: what it said at last."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command cost: seconds, and megabytes of resident memory at the peak."""

    cpu: float
    wall: float
    peak_mb: float
    """Of all processes together, looked at now and then; pages that they share count in each."""
    process_peak_mb: float
    """Of the largest process, as the kernel keeps it where it does (Linux)."""


def measured(command: Sequence[str]) -> Cost:
    """Run a command and return its cost. Raises CommandFailed."""
    with tempfile.TemporaryFile() as said:
        began = time.perf_counter()
        process = subprocess.Popen(command, cwd=ROOT, stdout=said, stderr=subprocess.STDOUT)
        watch = _Watch(process.pid)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        watch.stop()
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise CommandFailed(f"{' '.join(command)}: exit code {process.returncode}: {said.read()[-2000:].decode(errors='replace')}")
    # The kernel counts only processes that were waited for; a process pool may leave one that nobody waits for.
    cpu = max(usage.ru_utime + usage.ru_stime, watch.cpu)
    return Cost(cpu, wall, watch.peak / MEGABYTE, watch.process_peak / MEGABYTE)


class _Watch(threading.Thread):
    """Looks at a process and its descendants until stopped: the most CPU seconds and bytes seen."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.cpu = 0.0
        self.peak = self.process_peak = 0
        self._root = psutil.Process(pid)
        self._stopped = threading.Event()
        self.start()

    def run(self) -> None:
        while not self._stopped.is_set():
            self._look()
            self._stopped.wait(INTERVAL)

    def stop(self) -> None:
        self._stopped.set()
        self.join()

    def _look(self) -> None:
        try:
            seen = [_seen(process) for process in (self._root, *self._root.children(recursive=True))]
        except psutil.NoSuchProcess:  # one ended meanwhile: the next look counts what it left to its parent
            return
        self.cpu = max(self.cpu, sum(cpu for cpu, _, _ in seen))
        self.peak = max(self.peak, sum(resident for _, resident, _ in seen))
        self.process_peak = max(self.process_peak, *(most for _, _, most in seen))


def _seen(process: psutil.Process) -> tuple[float, int, int]:
    """Return the CPU seconds of a process and of children it waited for, its resident bytes, and the most it has had."""
    with process.oneshot():
        resident = process.memory_info().rss
        return sum(process.cpu_times()[:4]), resident, max(resident, _high_water(process.pid))


def _high_water(pid: int) -> int:
    """Return the most resident bytes a process has had, 0 where the kernel does not tell.

    The peak that it tells whoever waits for a process is none: it may be that of the process which started it.
    """
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0
    return next((1024 * int(line.split()[1]) for line in lines if line.startswith("VmHWM:")), 0)
