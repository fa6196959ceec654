"""The emulators as a process: `python emulator_process.py FOLDER`, by the interpreter that has them; prints their URLs when they listen.

Imports nothing of c360sim, which that interpreter does not have.
"""

from __future__ import annotations

import importlib
import os
import socket
import sys
from functools import partial
from http.server import HTTPServer
from pathlib import Path
from threading import Thread

EXTENSIONS = ("ducklake", "icu", "spatial")


def install_extensions() -> None:
    """Install DuckDB's extensions from their packages, because DuckDB itself would download them."""
    import duckdb

    with duckdb.connect() as connection:
        for name in EXTENSIONS:
            package = importlib.import_module(f"duckdb_extension_{name}")
            file = Path(str(package.__file__)).parent / "extensions" / f"v{duckdb.__version__}" / f"{name}.duckdb_extension"
            connection.execute(f"INSTALL '{file}'")


def serve_storage(folder: Path) -> str:
    """Serve buckets, as folders in a folder, beside what else the process does; returns the URL."""
    os.environ["STORAGE_DIR"] = folder.name
    from gcp_storage_emulator.server import RequestHandler
    from gcp_storage_emulator.storage import Storage

    server = HTTPServer(("127.0.0.1", 0), partial(RequestHandler, Storage(data_dir=str(folder.parent))))
    Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_address[1]}"


def serve(folder: Path) -> None:
    os.environ |= {"HOME": str(folder), "DATA_DIR": str(folder / "data")}
    install_extensions()
    import uvicorn
    from local_bigquery.app import app

    storage = serve_storage(folder / "data" / "gcs")  # where the emulator of BigQuery looks for gs://
    listening = socket.create_server(("127.0.0.1", 0))
    print(f"http://127.0.0.1:{listening.getsockname()[1]} {storage}", flush=True)
    uvicorn.Server(uvicorn.Config(app, log_level="warning", timeout_keep_alive=60)).run(sockets=[listening])


if __name__ == "__main__":
    serve(Path(sys.argv[1]))
