"""What is previewed: one reading of the project, on one data set, with the results it has given so far."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from c360sim.dataset import SharedDataset
from c360sim.looker.compiler import compiled
from c360sim.looker.dashboards import Dashboard, Filter, Tile, dashboards
from c360sim.looker.explores import explore
from c360sim.looker.project import Model, load
from c360sim.looker.query import Query
from c360sim.looker.running import Runner
from c360sim.looker.source import LookmlError, Place
from c360sim.looker.translation import TranslationError
from c360sim.preview import boards, results
from c360sim.preview.heads import heads
from c360sim.preview.remembered import Remembered
from c360sim.preview.shapes import Board, BoardName, TileResult
from c360sim.preview.suggestions import values_of

MOST_RESULTS = 300
"""Results that are remembered: all tiles of the dashboards under a handful of filters each."""


class Workspace:
    """A project as it was when read. Editing it makes a new one; several threads may ask at once.

    Raises LookmlError for a project that cannot be read or has no dashboards.
    """

    def __init__(self, project: Path, dataset: SharedDataset) -> None:
        self.project, self.dataset = project, dataset
        self.model, self.boards = _first_with_dashboards(project)
        self.runner = Runner(self.model, dataset)
        self._remembered = Remembered(self._result, MOST_RESULTS)
        self._boards = {board.name: self._told(board) for board in self.boards.values()}

    def names(self) -> list[BoardName]:
        """Return the dashboards, in the order in which the model includes them."""
        return [boards.name_of(board) for board in self.boards.values()]

    def board(self, board: Dashboard) -> Board:
        """Return a dashboard, with the values in the data of the filters that show all of them."""
        told = self._boards[board.name]
        return {**told, "filters": [{**head, "options": self._options(board.filters[head["name"]])} for head in told["filters"]]}

    def result(self, board: Dashboard, tile: Tile, values: Mapping[str, str]) -> TileResult:
        """Return a tile's rows under filter values. Raises LookmlError or TranslationError."""
        heard = tuple((name, values[name]) for name in board.filters if name in tile.listen)
        return self._remembered((board.name, tile.name, heard))

    def rows(self, query: Query, tile: Tile | None = None) -> TileResult:
        """Return the rows of a query, with the calculations of its tile. Raises LookmlError or TranslationError."""
        columns = heads(self.model, explore(self.model, query.explore), query, tile)
        result = self.runner.run(query, tile.calculations if tile else (), tile.calculated_sorts if tile else ())
        return results.told(result, query, columns, self.boards, self.runner.today)

    def sql(self, query: Query) -> dict[str, str]:
        """Return the SQL of a query: as Looker would send it, and as it is run here. Raises LookmlError or TranslationError."""
        statement = compiled(self.model, query)
        return {"bigquery": statement.sql, "duckdb": self.runner.translated(statement)}

    def _result(self, key: tuple[str, str, tuple[tuple[str, str], ...]]) -> TileResult:
        board, name, heard = key
        tile = next(tile for tile in self.boards[board].tiles if tile.name == name)
        return self.rows(tile.asked(dict(heard)), tile)

    def _told(self, board: Dashboard) -> Board:
        return {
            **boards.name_of(board),
            "project_as_of": self.runner.today.isoformat(),
            "customers": int(self.dataset.manifest.get("customers", 0)),
            "filters": [boards.filter_head(self.model, found) for found in board.filters.values()],
            "tiles": [boards.tile_head(tile) for tile in board.tiles],
        }

    def _options(self, found: Filter) -> list[str] | None:
        if not found.field or boards.control(found) not in boards.ALL_AT_ONCE:
            return None
        try:
            return [value["value"] for value in values_of(self.runner, found, "", {})]
        except (LookmlError, TranslationError):
            return None  # the tiles that listen to the filter tell what is wrong


def _first_with_dashboards(project: Path) -> tuple[Model, dict[str, Dashboard]]:
    loaded = load(project)
    for model in loaded.models.values():
        found = {board.name: board for board in dashboards(model, loaded.root)}
        if found:
            return model, found
    raise LookmlError(Place(project.name, 1), "no model of the project includes a dashboard")
