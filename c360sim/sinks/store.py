"""A data set that shards write one by one, to a folder or an object store, and that stands once its manifest does.

Each shard puts its Parquet parts and then a report, `shards/<number>.json`: what the run is, and the rows, bytes and SHA-256 of each
part. `assemble` holds the reports and the files against each other and writes the manifest, the same that one machine would write.
"""

from __future__ import annotations

import json
import logging
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import fsspec

from c360sim.schema import TABLES
from c360sim.sinks import manifest, target
from c360sim.sinks.target import TargetError

logging.getLogger("gcsfs").setLevel(logging.ERROR)  # what matters it raises, and then says once more in warnings
REPORTS = "shards"
Report = dict[str, Any]


class StoreError(OSError):
    """The store cannot be reached, read or written."""


class Store:
    """A place by its URL as fsspec has it: a folder, or a prefix in a bucket.

    Every method raises StoreError when the store cannot be reached, read or written.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        with _of(url):
            self._is_folder = fsspec.core.split_protocol(url)[0] in (None, "file")
            options = {"auto_mkdir": True} if self._is_folder else {"use_listings_cache": False}  # others write there, too
            self._files, self._root = fsspec.core.url_to_fs(url, **options)

    @property
    def _bucket(self) -> str:
        """What must be there before anything can be put; nothing for a folder."""
        return "" if self._is_folder else self._root.split("/")[0]

    def check(self) -> None:
        """Raise TargetError where a finished data set stands: its parts must not be changed."""
        self.reach()
        with _of(self.url):
            if self._files.exists(self._path(target.MANIFEST)):
                raise TargetError("a place where a finished data set stands", "a place without a manifest.json")

    def reach(self) -> None:
        """Raise StoreError where there is no such bucket; a folder is created when it is needed."""
        if not self._bucket:
            return
        with _of(self.url):
            try:
                self._files.ls(self._bucket)  # `exists` takes an empty bucket for none, where only its objects may be looked at
            except FileNotFoundError:
                raise StoreError(f"there is no {self._bucket}") from None

    def put(self, folder: Path, head: Mapping[str, Any], number: int, shards: int) -> None:
        """Put what a shard, `number` (from 0) of `shards`, left in a local folder: the files, then its report.

        What an earlier try put there is replaced.
        """
        files = manifest.entries(folder, {})
        report = {"run": manifest.run(head), "shard": number, "shards": shards, "files": files}
        with _of(self.url):
            for name in files:
                self.put_file(folder / name, name)
            self._write(f"{REPORTS}/{number}.json", json.dumps(report))

    def size(self, name: str) -> int | None:
        """Return the bytes of a file, or None where it is not there."""
        with _of(self.url):
            return self._files.info(self._path(name))["size"] if self._files.exists(self._path(name)) else None

    def put_file(self, file: Path, name: str) -> None:
        """Put a local file under a name, in place of what is there."""
        with _of(self.url):
            self._files.put_file(str(file), self._path(name))

    def remove(self) -> None:
        """Remove all that is under the URL."""
        with _of(self.url):
            if self._files.exists(self._root):
                self._files.rm(self._root, recursive=True)

    def assemble(self) -> Counter[str]:
        """Write the manifest of a data set all of whose shards are there, and return its rows by table.

        Raises TargetError when a shard is missing, when shards are of different runs, or when a file is missing, of another size
        than its shard wrote, or of no shard.
        """
        self.check()
        with _of(self.url):
            found = {path.removeprefix(self._root).lstrip("/"): info for path, info in self._files.find(self._root, detail=True).items()}
            reports = [json.loads(self._files.cat_file(self._path(name))) for name in found if name.startswith(f"{REPORTS}/")]
        _check_complete(reports)
        files = {name: entry for report in reports for name, entry in report["files"].items()}
        _check_files(files, {name: info["size"] for name, info in found.items() if not name.startswith(f"{REPORTS}/")})
        with _of(self.url):
            self._write(target.MANIFEST, manifest.text(reports[0]["run"], files))
            self._files.rm(self._path(REPORTS), recursive=True)
        return _rows(files)

    def _path(self, name: str) -> str:
        return f"{self._root.rstrip('/')}/{name}"

    def _write(self, name: str, text: str) -> None:
        self._files.pipe_file(self._path(name), text.encode())


def _check_complete(reports: list[Report]) -> None:
    if not reports:
        raise TargetError("a place where no shard has been written", "a place to which all shards were written")
    first = reports[0]
    others = [report["shard"] for report in reports if (report["run"], report["shards"]) != (first["run"], first["shards"])]
    if others:
        raise TargetError(f"a place with shards of different runs ({first['shard']} and {others[0]})", "the shards of one run")
    missing = sorted(set(range(first["shards"])) - {report["shard"] for report in reports})
    if missing:
        raise TargetError(f"a place without {len(missing)} of {first['shards']} shards (number {missing[0]})", "a place with all shards")


def _check_files(written: manifest.Entries, sizes: Mapping[str, int]) -> None:
    for name in sorted({*written, *sizes}):
        if name not in sizes:
            raise TargetError(f"a place without {name}, which its shard wrote", "the files of one run, unchanged")
        if name not in written:
            raise TargetError(f"a place that holds {name}, which no shard wrote", "the files of one run and nothing else")
        if sizes[name] != written[name]["bytes"]:
            raise TargetError(f"a place where {name} is not as its shard wrote it", "the files of one run, unchanged")


def _rows(files: manifest.Entries) -> Counter[str]:
    """Return the rows by table, in the order of the schema; truth tables as `truth/<name>`."""
    rows = Counter(dict.fromkeys(TABLES, 0))
    for name, entry in sorted(files.items()):
        rows[Path(name).parent.as_posix().removeprefix("parquet/")] += entry["rows"]
    return rows


@contextmanager
def _of(url: str) -> Iterator[None]:
    """Tell of what goes wrong with a store, which every kind of store says in exceptions of its own."""
    try:
        yield
    except (TargetError, ImportError):  # what to install for a kind of store is told with what else is missing
        raise
    except Exception as error:
        raise StoreError(f"{url}: {str(error).strip() or type(error).__name__}") from error
