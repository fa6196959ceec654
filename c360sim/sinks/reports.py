"""What a shard says of itself at the place it is put to: a claim before it is simulated, a report once its files are there."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import count
from typing import Any

from c360sim.schema import TABLES
from c360sim.sinks import described
from c360sim.sinks.described import MANIFEST, Entries, Undescribed
from c360sim.sinks.target import TargetError

FOLDER = "shards"
ALL_SHARDS = "a place with all shards of one run, unchanged"

_FOLDERS = re.compile(rf"parquet(/({'|'.join(TABLES)}))?|truth(/[a-z][a-z_]*)?|{FOLDER}")
_REPORT = re.compile(rf"{FOLDER}/(0|[1-9][0-9]{{0,6}})\.json")


@dataclass(frozen=True, slots=True)
class Report:
    """The run, which of its shards this is, and the rows, bytes and SHA-256 of its files; of a shard not finished there are none."""

    run: Mapping[str, Any]
    shard: int
    shards: int
    files: Entries | None = None

    @property
    def text(self) -> str:
        """The report as it is put."""
        return json.dumps(asdict(self))

    def is_of_run(self, other: Report) -> bool:
        """Return whether another report is of the same run, divided alike."""
        return (self.run, self.shards) == (other.run, other.shards)


def name_of(shard: int) -> str:
    """Return the path of a shard's report within the place."""
    return f"{FOLDER}/{shard}.json"


def shard_of(name: str) -> int | None:
    """Return the shard whose report has that path; None for any other path."""
    found = _REPORT.fullmatch(name)
    return int(found[1]) if found else None


def is_folder_of_run(name: str) -> bool:
    """Return whether shards put files into a folder of that path."""
    return _FOLDERS.fullmatch(name) is not None


def is_file_of_run(name: str) -> bool:
    """Return whether shards, or who assembles them, put a file of that path."""
    return name == MANIFEST or shard_of(name) is not None or described.shard_of(name) is not None


def read(name: str, text: bytes) -> Report:
    """Return the report of that path. Raises TargetError for a text that is none."""
    try:
        said = described.parsed(text)
        if set(said) != {"run", "shard", "shards", "files"} or not isinstance(said["run"], dict):
            raise Undescribed("it has other fields")
        described.check_run(said["run"])
        shards = described.check_whole("shards", said["shards"], 1)
        shard = described.check_whole("shard", said["shard"], 0, shards - 1)
        if shard != shard_of(name):
            raise Undescribed(f"it is of shard {shard}")
        if said["files"] is not None:
            described.check_files(said["files"], shard)
    except Undescribed as error:
        raise TargetError(f"a place whose {name} is no report of a shard: {error}", ALL_SHARDS) from None
    return Report(said["run"], shard, shards, said["files"])


def check_complete(reports: Sequence[Report]) -> None:
    """Raise TargetError unless there is a finished report of each shard of one run; `reports` are in the order of their shards."""
    if not reports:
        raise TargetError("a place where no shard has been written", "a place to which all shards were written")
    first = reports[0]
    if others := [report.shard for report in reports if not report.is_of_run(first)]:
        raise TargetError(f"a place with shards of different runs ({first.shard} and {others[0]})", "the shards of one run")
    if len(reports) < first.shards:
        missing = next(
            number for number, report in zip(count(), [*reports, None], strict=False) if report is None or report.shard != number
        )
        lacking = f"{first.shards - len(reports)} of {first.shards} shards (number {missing})"
        raise TargetError(f"a place without {lacking}", "a place with all shards")
    if unfinished := [report.shard for report in reports if report.files is None]:
        raise TargetError(f"a place where shard {unfinished[0]} is not finished", "a place with all shards")
