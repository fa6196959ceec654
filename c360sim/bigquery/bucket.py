"""A bucket of Google Cloud Storage by way of which files are loaded: for a slow line, an upload there survives longer."""

from __future__ import annotations

from c360sim.bigquery.files import File
from c360sim.sinks.store import Store


class Bucket:
    """A prefix in a bucket that holds the files of one data set, named by its content.

    Every method raises StoreError when the bucket cannot be reached, read or written.
    """

    def __init__(self, url: str, content: str) -> None:
        self._store = Store(f"{url.rstrip('/')}/c360sim-{content}")

    def put(self, file: File) -> str:
        """Put a file, unless it is there: an object appears whole or not at all. Returns its address."""
        if self._store.size(file.name) != file.bytes:
            self._store.put_file(file.path, file.name)
        return f"{self._store.url}/{file.name}"

    def remove(self) -> None:
        """Remove all files."""
        self._store.remove()
