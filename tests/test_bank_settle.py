"""Settlement against a plain walk through the rows, and its invariants across own transfers."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from c360sim.bank.settle import NO_FLOOR, Overdraft, Settlement

FEE, CUSHION, DAILY, PATIENCE, LEAST_PART = 35, 50, 2, 3, 3500
ROW = st.tuples(st.integers(1, 5), st.sampled_from(["in", "pay", "bill", "shop", "debit", "card"]), st.integers(1, 120))


def floor_of(kind: str) -> int:
    return {"in": NO_FLOOR, "pay": NO_FLOOR, "bill": -300}.get(kind, 0)


def amount_of(kind: str, cents: int) -> int:
    """Pay and payments of a card, of which a part is paid when there is not enough, come in whole dollars."""
    return {"in": cents, "pay": 100 * cents, "card": -100 * cents}.get(kind, -cents)


def walk(opening: int, rows: list[tuple[int, str, int]]) -> tuple[list[bool], list[bool], list[int], int]:
    """Settle one account row by row: (is_alive, is_declined, settled amounts, number of fees)."""
    balance, declines, gives_up, fees = opening, 0, False, 0
    alive, declined, settled, daily = [], [], [], dict.fromkeys(range(1, 6), 0)
    for day, kind, cents in rows:
        amount = amount_of(kind, cents)
        gives_up = gives_up and amount < 0
        not_tried = gives_up and kind == "shop"
        if kind == "card" and balance + amount < 0 and balance >= LEAST_PART:
            amount = -(balance // 100) * 100
        settled.append(amount)
        refused = not not_tried and balance + amount < floor_of(kind)
        declines += refused
        if refused and declines == PATIENCE:
            declines, gives_up = 0, True
        alive.append(not refused and not not_tried)
        declined.append(refused)
        if not alive[-1]:
            continue
        balance += amount
        if kind == "bill" and balance < -CUSHION and daily[day] < DAILY:
            balance, fees, daily[day] = balance - FEE, fees + 1, daily[day] + 1
    return alive, declined, settled, fees


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(-100, 200), st.lists(ROW, min_size=1, max_size=25)), min_size=1, max_size=4))
def test_settlement_equals_a_walk_through_the_rows(accounts: list[tuple[int, list[tuple[int, str, int]]]]) -> None:
    accounts = [(opening, sorted(rows, key=lambda row: row[0])) for opening, rows in accounts]
    flat = [(number, opening, *row) for number, (opening, rows) in enumerate(accounts) for row in rows]
    kind = np.array([row[3] for row in flat])
    cents = np.array([amount_of(row[3], row[4]) for row in flat])
    overdraft = Overdraft(kind == "bill", np.array([row[2] for row in flat]), FEE, CUSHION, DAILY)
    settled = Settlement(
        np.array([row[0] for row in flat]),
        cents,
        np.array([row[1] for row in flat]),
        np.array([floor_of(row[3]) for row in flat]),
        kind == "shop",
        np.full(len(flat), -1),
        PATIENCE,
        LEAST_PART,
        kind == "card",
        overdraft,
    ).run()
    expected = [walk(opening, rows) for opening, rows in accounts]
    assert settled.is_alive.tolist() == [alive for walked in expected for alive in walked[0]]
    assert settled.is_declined.tolist() == [declined for walked in expected for declined in walked[1]]
    assert settled.settled_cents.tolist() == [cents for walked in expected for cents in walked[2]]
    assert len(settled.fees) == sum(walked[3] for walked in expected)


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 150), st.integers(0, 150), st.lists(st.tuples(st.booleans(), st.integers(1, 100)), min_size=1, max_size=20))
def test_transfers_post_on_both_accounts_or_neither_and_leave_none_below_zero(
    first: int, second: int, moves: list[tuple[bool, int]]
) -> None:
    count = len(moves)
    account = np.repeat([0, 1], count)
    cents = np.array([cents if forth else -cents for forth, cents in moves])
    cents = np.concatenate([-cents, cents])
    partner = np.concatenate([np.arange(count) + count, np.arange(count)])
    opening = np.where(account == 0, first, second)
    floor = np.where(cents < 0, 0, NO_FLOOR)
    nobody = np.zeros(2 * count, bool)
    settled = Settlement(account, cents, opening, floor, nobody, partner, PATIENCE, LEAST_PART, nobody).run()
    assert (settled.is_alive[:count] == settled.is_alive[count:]).all()
    posted = np.where(settled.is_alive, cents, 0).reshape(2, count)
    assert (np.cumsum(posted, axis=1) + [[first], [second]] >= 0).all()
