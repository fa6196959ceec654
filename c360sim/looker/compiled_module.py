"""WebAssembly compiled once and kept: reading it runs native code, so it is read only as it was written, by this user."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

import wasmtime

from c360sim import cache
from c360sim.sinks.manifest import sha256


class KeptModule:
    """Stands in for `wasmtime.Module` where a package reads its module from a file."""

    @staticmethod
    def from_file(engine: wasmtime.Engine, path: str) -> wasmtime.Module:
        """Return the module of a file of WebAssembly, compiled or, where that has been kept, read in a few seconds."""
        try:
            folder = cache.folder()
        except cache.NoCache as error:
            error.tell("the SQL analyzer is compiled at every start, which takes most of a minute")
            return wasmtime.Module.from_file(engine, path)
        name = f"zetasql-{_fingerprint(path)}"
        kept = _kept(engine, folder, name)
        if kept is not None:
            return kept
        module = wasmtime.Module.from_file(engine, path)
        content = module.serialize()
        with suppress(OSError):  # a disk that is full costs time, not the answer
            cache.write(folder / f"{name}-{hashlib.sha256(content).hexdigest()}.cwasm", content)
        return module


def _kept(engine: wasmtime.Engine, folder: Path, name: str) -> wasmtime.Module | None:
    """Return a module that was kept and is as it was written: its name ends with its SHA-256. Others of the name are removed."""
    for path in sorted(folder.glob(f"{name}*.cwasm")):
        with suppress(OSError, wasmtime.WasmtimeError):  # removed meanwhile; of another processor, for which it may be kept, too
            if cache.is_ours(path) and path.stem == f"{name}-{sha256(path)}":
                return wasmtime.Module.deserialize_file(engine, str(path))
            path.unlink()
    return None


def _fingerprint(path: str) -> str:
    return hashlib.sha256((sha256(Path(path)) + version("wasmtime")).encode()).hexdigest()[:16]
