"""The emulator as a process: `python emulator_process.py FOLDER`, by the interpreter that has it; prints its URL when it listens.

Imports nothing of c360sim, which that interpreter does not have.
"""

from __future__ import annotations

import importlib
import os
import socket
import sys
from pathlib import Path

EXTENSIONS = ("ducklake", "icu", "spatial")


def install_extensions() -> None:
    """Install DuckDB's extensions from their packages, because DuckDB itself would download them."""
    import duckdb

    with duckdb.connect() as connection:
        for name in EXTENSIONS:
            package = importlib.import_module(f"duckdb_extension_{name}")
            file = Path(str(package.__file__)).parent / "extensions" / f"v{duckdb.__version__}" / f"{name}.duckdb_extension"
            connection.execute(f"INSTALL '{file}'")


def serve(folder: Path) -> None:
    os.environ |= {"HOME": str(folder), "DATA_DIR": str(folder / "data")}
    install_extensions()
    import uvicorn
    from local_bigquery.app import app

    listening = socket.create_server(("127.0.0.1", 0))
    print(f"http://127.0.0.1:{listening.getsockname()[1]}", flush=True)
    uvicorn.Server(uvicorn.Config(app, log_level="warning", timeout_keep_alive=60)).run(sockets=[listening])


if __name__ == "__main__":
    serve(Path(sys.argv[1]))
