"""What moving an assumption does: the right number moves, in the right direction, and nothing else does."""

from __future__ import annotations

import pytest

from agents import shipped
from c360sim import sensitivity
from c360sim.spec import RunSpec

SMALL = RunSpec(months=6, customers=120)


def test_one_number_moves_in_all_segments_and_within_bounds() -> None:
    usual = shipped()
    moved = sensitivity.moved(usual, "saving_share_most", 1.2)
    changed = {key for key in usual.parameters if moved.parameters[key].value != usual.parameters[key].value}
    assert changed == {key for key in usual.parameters if key[0] == "saving_share_most"}
    assert len(changed) > 1
    assert sensitivity.moved(usual, "fill_up_share", 1.2).value("fill_up_share") == 1.0
    assert sensitivity.moved(usual, "window_join_months", 1.2).value("window_join_months") == 29.0


def test_who_saves_more_spends_less_on_the_same_pay() -> None:
    effect = sensitivity.effects(["saving_share_most"], SMALL)[0]
    assert effect.up["spent a month, USD"] < 1 < effect.down["spent a month, USD"]
    assert effect.importance > 0.02
    assert effect.up["pay a month, USD"] == pytest.approx(1, abs=0.01)


def test_the_page_lists_the_assumptions_both_ways() -> None:
    page = sensitivity.markdown(sensitivity.effects(["saving_share_most"], SMALL), screened=1, assumed_count=2)
    rows = [line for line in page.splitlines() if line.startswith("| `saving_share_most`")]
    assert [row.split("|")[3].strip() for row in rows] == ["-20%", "+20%"]
    assert all(row.count("|") == len(sensitivity.HEADLINES) + 4 for row in rows)
