"""A data set that shards write one by one, to a folder or an object store, and that stands once its manifest does.

Each shard puts a claim, its Parquet parts and then a report, `shards/<number>.json`: what the run is, and the rows, bytes and SHA-256 of
each part. `assemble` holds the reports and the files against each other and writes the manifest, the same that one machine would write.
"""

from __future__ import annotations

import hashlib
import logging
from collections import Counter
from collections.abc import Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import fsspec

from c360sim.interruption import deferred
from c360sim.schema import TABLES
from c360sim.sinks import described, manifest, reports
from c360sim.sinks.described import MANIFEST, Entries
from c360sim.sinks.reports import Report
from c360sim.sinks.target import TargetError

logging.getLogger("gcsfs").setLevel(logging.ERROR)  # what matters it raises, and then says once more in warnings
PIECE = 16_000_000
"""Bytes of a part that are read at a time."""
LARGEST_REPORT = 1_000_000
"""Bytes; a report has some thousands."""
EMPTY = "an empty place, or one that holds shards of this run and nothing else"
UNCHANGED = "the files of one run, unchanged"


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

    def reach(self) -> None:
        """Raise StoreError where there is no such bucket; a folder is created when it is needed."""
        if not self._bucket:
            return
        with _of(self.url):
            try:
                self._files.ls(self._bucket)  # `exists` takes an empty bucket for none, where only its objects may be looked at
            except FileNotFoundError:
                raise StoreError(f"{self.url}: there is no {self._bucket}") from None

    @contextmanager
    def writing(self, shards: Collection[Report]) -> Iterator[None]:
        """Let shards be put in this block, each given as it will claim to be; after an exception nothing of them is left.

        Raises TargetError for a place that holds anything besides shards of the same run.
        """
        self.reach()
        is_new = self._is_folder and not Path(self._root).exists()
        self._check(shards)
        try:
            yield
        except BaseException:
            with deferred(), suppress(StoreError):  # a store that fails cannot be cleared
                self._withdraw({report.shard for report in shards}, is_new)
            raise

    def claim(self, report: Report) -> None:
        """Put a claim: a report of a shard that is not finished. In place of what an earlier try put."""
        with _of(self.url):
            self._files.pipe_file(self._path(reports.name_of(report.shard)), report.text.encode())

    def put(self, folder: Path, claim: Report) -> None:
        """Put what a shard left in a local folder: the files, then its report. Raises StoreError where its claim is no longer there."""
        files = manifest.entries(folder, {})
        with _of(self.url):
            if not self._files.exists(self._path(reports.name_of(claim.shard))):
                raise StoreError(f"{self.url}: shard {claim.shard} has been given up by the run that asked for it")
            for name in files:
                self.put_file(folder / name, name)
            self.claim(Report(claim.run, claim.shard, claim.shards, files))

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

        Reads every file. Raises TargetError when a shard is missing or its report is none, when shards are of different runs, or when a
        file is missing, is not as its shard wrote it, or is of no shard.
        """
        self.reach()
        sizes = self._sizes()
        found = self._reports(sizes, [shard for shard in map(reports.shard_of, sizes) if shard is not None])
        reports.check_complete(found)
        files = {name: entry for report in found for name, entry in (report.files or {}).items()}
        self._check_files(files, {name: size for name, size in sizes.items() if reports.shard_of(name) is None})
        with deferred():
            self._finish(manifest.text(found[0].run, files))
        return _rows(files)

    def _check(self, shards: Collection[Report]) -> None:
        sizes = self._sizes()
        there = sorted(shard for shard in map(reports.shard_of, sizes) if shard is not None)
        for other in self._reports(sizes, there[:1]):  # one tells; `assemble` compares all
            if not all(other.is_of_run(report) for report in shards):
                raise TargetError(f"a place with shards of another run (number {other.shard})", EMPTY)
        for name in sizes:
            if (shard := described.shard_of(name)) is not None and shard not in there:
                raise TargetError(f"a place that holds {name}, which no shard claims", EMPTY)

    def _sizes(self) -> dict[str, int]:
        """Return the bytes of each file. Raises TargetError for the first thing there that no run puts, and for a finished data set."""
        sizes = {}
        for name, size, is_of_run in self._found(""):
            if not is_of_run:
                raise TargetError(f"a place that holds {name}" if name else "a file", EMPTY)
            sizes[name] = size
        if MANIFEST in sizes:
            raise TargetError("a place where a finished data set stands", f"a place without a {MANIFEST}")
        return sizes

    def _found(self, folder: str) -> Iterator[tuple[str, int, bool]]:
        """Yield the path and the bytes of each thing in a folder, and whether it is a run's; folders of others are not entered."""
        for info in self._listed(folder):
            name = info["name"].removeprefix(self._root).strip("/")
            is_folder = info["type"] == "directory" and not info.get("islink")
            if not name and (is_folder or not info["size"]) and not self._is_folder:  # what some stores put for a folder
                continue
            if is_folder and reports.is_folder_of_run(name):
                yield from self._found(name)
            else:
                is_file = info["type"] == "file" and not info.get("islink")
                yield name, info["size"], is_file and reports.is_file_of_run(name)

    def _listed(self, folder: str) -> list[dict[str, Any]]:
        with _of(self.url):
            try:
                return sorted(self._files.ls(self._path(folder).rstrip("/") or "/", detail=True), key=lambda info: info["name"])
            except FileNotFoundError:
                return []

    def _reports(self, sizes: dict[str, int], shards: Collection[int]) -> list[Report]:
        names = [reports.name_of(shard) for shard in sorted(shards)]
        for name in names:
            if sizes[name] > LARGEST_REPORT:
                raise TargetError(f"a place whose {name} is no report of a shard: it has {sizes[name]:,} bytes", reports.ALL_SHARDS)
        with _of(self.url), ThreadPoolExecutor() as pool:
            texts = pool.map(lambda name: self._files.cat_file(self._path(name)), names)
            return [reports.read(name, text) for name, text in zip(names, texts, strict=True)]

    def _check_files(self, written: Entries, sizes: dict[str, int]) -> None:
        for name in sorted({*written, *sizes}):
            if name not in sizes:
                raise TargetError(f"a place without {name}, which its shard wrote", UNCHANGED)
            if name not in written:
                raise TargetError(f"a place that holds {name}, which no shard wrote", "the files of one run and nothing else")
            if sizes[name] != written[name]["bytes"]:
                raise TargetError(f"a place where {name} is not as its shard wrote it", UNCHANGED)
        with _of(self.url), ThreadPoolExecutor() as pool:
            for name, found in zip(written, pool.map(lambda name: self._sha256(name, sizes[name]), written), strict=True):
                if found != written[name]["sha256"]:
                    raise TargetError(f"a place where {name} is not as its shard wrote it", UNCHANGED)

    def _sha256(self, name: str, size: int) -> str:
        digest = hashlib.sha256()
        for start in range(0, size, PIECE):
            digest.update(self._files.cat_file(self._path(name), start=start, end=min(start + PIECE, size)))
        return digest.hexdigest()

    def _finish(self, text: str) -> None:
        with _of(self.url):
            try:
                self._files.pipe_file(self._path(MANIFEST), text.encode())
            except Exception:
                with suppress(Exception):
                    self._files.rm_file(self._path(MANIFEST))
                raise
            self._files.rm(self._path(reports.FOLDER), recursive=True)

    def _withdraw(self, shards: Collection[int], is_new: bool) -> None:
        """Remove what shards have put, their claims first, and the folders that stand empty then; the place itself where it is new."""
        names = [name for name, _, is_of_run in self._found("") if is_of_run]
        mine = [name for name in names if reports.shard_of(name) in shards] + [name for name in names if described.shard_of(name) in shards]
        with _of(self.url):
            for name in mine:
                self._files.rm_file(self._path(name))
        if self._is_folder:
            folders = {parent for name in mine for parent in Path(name).parents if parent != Path()}
            for folder in [Path(self._root) / each for each in sorted(folders, reverse=True)] + [Path(self._root)] * is_new:
                with suppress(OSError):  # another task's files are in it
                    folder.rmdir()

    def _path(self, name: str) -> str:
        return f"{self._root.rstrip('/')}/{name}"


def _rows(files: Entries) -> Counter[str]:
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
    except (TargetError, StoreError, ImportError):  # what to install for a kind of store is told with what else is missing
        raise
    except Exception as error:
        raise StoreError(f"{url}: {str(error).strip() or type(error).__name__}") from error
