"""The grammar of dashboards walked: every parameter makes rows, or is listed as without effect and has none, or is refused by name."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from c360sim.looker.board_grammar import REFUSED, USED, WITHOUT_EFFECT
from c360sim.looker.dashboards import dashboards
from c360sim.looker.lint import lint
from c360sim.looker.source import LookmlError
from looker_kit import one_file

MODEL = """
include: "*.dashboard.lookml"
view: v { sql_table_name: t ;; dimension: a {} dimension: n { type: number } measure: count { type: count } }
explore: v {}
"""

BOARD = """
- dashboard: shown
  title: "Shown"
  filters:
  - name: Who
    title: Who
    type: field_filter
    explore: v
    field: v.a
  elements:
  - name: Tile
    title: "Tile"
    type: looker_grid
    model: a
    explore: v
    fields: [v.a, v.count]
    dynamic_fields:
    - category: table_calculation
      table_calculation: twice
      expression: ${v.count} * 2
      label: "Twice"
"""
OTHER: dict[str, dict[str, str]] = {
    "dashboard": {"extends": "base", "extension": "required", "dashboard": "other", "elements": "[]", "filters": "[]"},
    "filter": {"name": "Whose", "default_value": "Ann", "explore": "w", "field": "v.n"},
    "element": {
        "name": "Other", "type": "text", "model": "b", "explore": "w", "fields": "[v.a]", "pivots": "[v.a]", "filters": "{v.a: Ann}",
        "sorts": "[v.a]", "limit": "3", "column_limit": "3", "total": "true", "row_total": "right", "dynamic_fields": "[]",
        "listen": "{Who: v.a}",
    },
    "dynamic field": {"table_calculation": "thrice", "expression": "${v.count} * 3", "category": "measure"},
}  # fmt: skip
"""Other values of the parameters of a dashboard that make rows."""
INDENTED = {"dashboard": "  ", "filter": "    ", "element": "    ", "dynamic field": "      "}


def board(kind: str, name: str, value: str) -> str:
    """Return the dashboard with a parameter of one of its parts as given."""
    lines = BOARD.strip("\n").splitlines()
    heads = {"dashboard": "- dashboard:", "filter": "  - name: Who", "element": "  - name: Tile", "dynamic field": "    - category:"}
    start = next(number for number, line in enumerate(lines) if line.startswith(heads[kind]))
    stop = lines.index("  elements:") if kind == "filter" else len(lines)
    given = [number for number, line in enumerate(lines[start:stop], start) if re.match(rf"{INDENTED[kind][2:]}[- ] {name}:", line)]
    if not given:
        return "\n".join([*lines[: start + 1], f"{INDENTED[kind]}{name}: {value}", *lines[start + 1 :]])
    end = next(
        (at for at in range(given[0] + 1, len(lines)) if len(lines[at]) - len(lines[at].lstrip(" -")) <= len(INDENTED[kind])), len(lines)
    )
    return "\n".join([*lines[: given[0]], f"{lines[given[0]].partition(':')[0]}: {value}", *lines[end:]])


def told(folder: Path, text: str) -> Any:
    """Return what the runtime makes of the dashboards of a model, but for how they are written, or the error."""
    base = (
        BOARD.replace("shown", "base").replace("  elements:", "  extension: required\n  elements:").replace("name: Tile", "name: Base Tile")
    )
    try:
        shown = dashboards(one_file(folder, MODEL, first=base, second=text), folder)
    except LookmlError as error:
        return f"error: {error}"
    tiles = [
        (tile.name, tile.type, tile.query, tile.calculations, tile.calculated_sorts, dict(tile.listen))
        for found in shown
        for tile in found.tiles
    ]
    filters = [(name, found.field, found.default, found.written["explore"].text()) for of in shown for name, found in of.filters.items()]
    calculated = [(calculation.name, calculation.expression) for tile in tiles for calculation in tile[3]]
    return [found.name for found in shown], [(*tile[:3], *tile[4:]) for tile in tiles], calculated, filters


def test_the_parts_of_the_grammar_do_not_overlap() -> None:
    for kind, used in USED.items():
        parts = [*used, *WITHOUT_EFFECT[kind], *REFUSED[kind]]
        assert sorted(parts) == sorted(set(parts)), kind


def test_a_parameter_of_a_dashboard_that_makes_rows_changes_what_is_asked(tmp_path: Path) -> None:
    assert {kind: set(values) for kind, values in OTHER.items()} == {kind: set(names) for kind, names in USED.items()}
    plain = told(tmp_path / "plain", BOARD)
    assert plain[0] == ["shown"]
    for kind, values in OTHER.items():
        for name, value in values.items():
            found = told(tmp_path / f"{kind}_{name}", board(kind, name, value))
            assert found != plain, (kind, name)
            assert isinstance(found, str) is ((kind, name) in {("element", "model"), ("dynamic field", "category")}), found


def test_a_parameter_of_a_dashboard_without_effect_changes_nothing_that_is_asked(tmp_path: Path) -> None:
    plain = told(tmp_path / "plain", BOARD)
    for kind, names in WITHOUT_EFFECT.items():
        for name in names:
            assert told(tmp_path / f"{kind}_{name}", board(kind, name, "x")) == plain, (kind, name)


def test_a_refused_parameter_of_a_dashboard_is_named_with_its_file_and_line_unless_it_is_empty(tmp_path: Path) -> None:
    plain = told(tmp_path / "plain", BOARD)
    for kind, names in REFUSED.items():
        for name in names:
            text = board(kind, name, "x")
            line = 1 + next(number for number, shown in enumerate(text.splitlines()) if shown.strip() == f"{name}: x")
            folder = tmp_path / f"{kind}_{name}"
            problem = f"second.dashboard.lookml:{line}: unsupported-parameter: {name} in {kind}"
            assert told(folder, text).startswith(f"error: {problem}")
            assert str(lint(folder)[0]).startswith(problem)
            assert told(tmp_path / f"{kind}_{name}_empty", board(kind, name, "[]")) == plain


def test_a_misspelt_parameter_of_a_dashboard_is_refused_when_it_is_run(tmp_path: Path) -> None:
    assert told(tmp_path / "a", board("element", "filtres", "{v.a: Ann}")) == (
        "error: second.dashboard.lookml:11: unknown-parameter: filtres in element Tile; filters is meant?"
    )
