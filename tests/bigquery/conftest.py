"""The fixtures of `fixtures.py`, for pytest to find: mypy passes this file over, as it knows one `conftest` only."""

from fixtures import anywhere, client, emulator, place, project, proxy, running_proxy, urls

__all__ = ["anywhere", "client", "emulator", "place", "project", "proxy", "running_proxy", "urls"]
