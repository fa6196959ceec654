"""Limits of the system under which a run cannot end well."""

from __future__ import annotations

LEAST_ADDRESS_SPACE = 4_000_000_000
"""Bytes, the virtual ones that `ulimit -v` counts: with 2.2 GB on two processors libraries that write the files still abort the process,
which leaves no room for a message. What a run holds in memory is a tenth of it."""


def check() -> None:
    """Raise OSError for a limit on address space that is too low. Imports nothing large, for which there may be no room."""
    try:
        import resource
    except ImportError:  # a system without such limits
        return
    limit = resource.getrlimit(resource.RLIMIT_AS)[0]
    if limit != resource.RLIM_INFINITY and limit < LEAST_ADDRESS_SPACE:
        least = f"{LEAST_ADDRESS_SPACE / 1e9:g} GB"
        raise OSError(f"the limit on address space (ulimit -v) is {limit / 1e9:.1f} GB; allowed: none, or at least {least}")
