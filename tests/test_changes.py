"""Assumptions that change from a month on: nothing before is otherwise, and what follows is what was said."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import numpy as np
import pytest

from agents import PERSONAS, shipped
from c360sim import months
from c360sim.assumptions import Assumptions
from c360sim.assumptions.figures import Cell
from c360sim.bank.postings import Posting
from c360sim.crm.record import MonthRecord
from c360sim.economy import Economy
from c360sim.simulation import Simulation
from c360sim.spec import RunSpec
from c360sim.streams import Streams

SPEC = RunSpec(months=6, customers=250, seed=3)
APRIL = months.parse("2024-04")


def lived(assumptions: Assumptions, spec: RunSpec = SPEC) -> list[MonthRecord]:
    """Return what the months of a run leave."""
    simulation = Simulation(spec, PERSONAS, parameters=assumptions)
    return [simulation.live_month() for _ in range(spec.months)]


def fingerprint(record: MonthRecord) -> str:
    """Return a fingerprint of all that a month left."""
    columns = [getattr(record.books.postings, name) for name in ("account", "day", "cents", "kind", "merchant", "payer", "pair")]
    columns += [getattr(record.contacts, name) for name in ("customer", "day", "channel", "reason", "sentiment_hundredths")]
    columns.append(np.array([repr(event) for event in record.events]))
    return hashlib.sha256(b"".join(np.ascontiguousarray(column).tobytes() for column in columns)).hexdigest()


def cents(record: MonthRecord, kind: Posting) -> list[int]:
    """Return the amounts of a kind of posting."""
    postings = record.books.postings
    found: list[int] = sorted(postings.cents[postings.kind == kind].tolist())
    return found


@pytest.fixture(scope="module")
def usual() -> list[MonthRecord]:
    return lived(shipped())


def test_a_fee_cut_from_april_on_leaves_the_months_before_as_they_were(usual: list[MonthRecord]) -> None:
    cut = lived(shipped().changed_from("2024-04", {"overdraft_fee_cents": 1500}))
    assert [fingerprint(record) for record in cut[:3]] == [fingerprint(record) for record in usual[:3]]
    assert all(cents(record, Posting.OVERDRAFT_FEE) for record in usual)
    for before, after in zip(usual[3:], cut[3:], strict=True):
        assert set(cents(before, Posting.OVERDRAFT_FEE)) == {-3500}
        assert set(cents(after, Posting.OVERDRAFT_FEE)) == {-1500}
    april = [(record.books.postings.kind != Posting.OVERDRAFT_FEE, record.books.postings) for record in (usual[3], cut[3])]
    assert april[0][1].cents[april[0][0]].tolist() == april[1][1].cents[april[1][0]].tolist()


def test_a_change_that_changes_nothing_changes_nothing(usual: list[MonthRecord]) -> None:
    same = shipped().changed_from("2024-03", {"overdraft_fee_cents": 3500}, {"products": shipped().rows("products")})
    assert [fingerprint(record) for record in lived(same)] == [fingerprint(record) for record in usual]


def test_products_hazards_figures_and_service_change_too(usual: list[MonthRecord]) -> None:
    products = [row | {"monthly_fee_cents": "1900"} if row["code"] == "everyday_checking" else row for row in shipped().rows("products")]
    reasons = [row | {"trigger_share": "0"} for row in shipped().rows("contact_reasons")]
    cell = Cell("channels", "", "contacts_monthly")
    contacts = {"Boomer": {cell: replace(shipped().personas["Boomer"][cell], value="0")}}
    assumed = shipped().changed_from(APRIL, {"job_loss": 0.9}, {"products": products, "contact_reasons": reasons}, contacts)
    changed = lived(assumed)
    assert [fingerprint(record) for record in changed[:3]] == [fingerprint(record) for record in usual[:3]]
    assert -1900 not in cents(usual[3], Posting.MAINTENANCE_FEE) and -1900 in cents(changed[3], Posting.MAINTENANCE_FEE)
    losses = [[event for event in record.events if event.event == "job_loss"] for record in (usual[3], changed[3])]
    assert len(losses[1]) > 20 + len(losses[0])
    assert len(changed[3].contacts.day) < len(usual[3].contacts.day)


def test_between_two_changes_one_object_holds() -> None:
    assumed = shipped().changed_from("2024-06", {"job_loss": 0.5}).changed_from("2024-04", {"job_loss": 0.3, "first_job": 0.7})
    held = [assumed.at(month) for month in range(APRIL - 3, APRIL + 4)]
    assert held[0] is held[2] and held[3] is held[4] and held[5] is held[6] and len({id(one) for one in held}) == 3
    assert [one.value("job_loss", "Boomer") for one in held[2::2]] == [shipped().value("job_loss", "Boomer"), 0.3, 0.5]
    assert held[-1].value("first_job") == 0.7
    assert shipped().at(APRIL) is shipped()


def test_changes_are_kept_beside_other_values_and_in_the_fingerprint() -> None:
    assumed = shipped().changed_from("2024-04", {"job_loss": 0.3}).with_values({"overdraft_fee_cents": 0})
    assert assumed.at(APRIL).value("job_loss") == 0.3 and assumed.at(APRIL).value("overdraft_fee_cents") == 0
    prints = {one.fingerprint() for one in (assumed, assumed.at(APRIL), assumed.at(APRIL - 1), shipped())}
    assert len(prints) == 4
    assert assumed.fingerprint() == shipped().with_values({"overdraft_fee_cents": 0}).changed_from(APRIL, {"job_loss": 0.3}).fingerprint()


def test_prices_go_on_from_where_they_stand() -> None:
    usual = Economy(shipped(), Streams(1))
    dearer = Economy(shipped().changed_from("2025-03", {"price_growth_annual": 0.12}), Streams(1))
    march = months.parse("2025-03")
    assert [dearer.price_level(march + k) for k in (-14, -1, 0)] == [usual.price_level(march + k) for k in (-14, -1, 0)]
    assert dearer.price_level(march + 12) == pytest.approx(usual.price_level(march) * 1.12)


def test_a_run_goes_on_across_a_change() -> None:
    assumed, spec = shipped().changed_from("2024-03", {"job_loss": 0.4}), RunSpec(months=4, customers=40, seed=5)
    whole = Simulation(spec, PERSONAS, parameters=assumed)
    records = [whole.live_month() for _ in range(3)]
    resumed = Simulation(spec, PERSONAS, parameters=assumed)
    resumed.restore(whole.state())
    assert fingerprint(resumed.live_month()) == fingerprint(whole.live_month())
    assert len(records) == 3


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"values": {"employers": 10}}, "employers cannot change within a run"),
        ({"tables": {"merchants_national": []}}, "merchants_national cannot change within a run"),
        ({"tables": {"products": []}}, "products cannot come, go or change their family"),
        ({"tables": {"prices": []}}, "no table 'prices'"),
        ({"values": {"job_los": 0.1}}, "parameter job_los is unknown; nearest: job_loss"),
        ({"figures": {"Pirate": {}}}, "no persona 'Pirate'"),
    ],
)
def test_what_cannot_change_is_refused_by_name(changes: dict[str, object], told: str) -> None:
    with pytest.raises((ValueError, KeyError), match=told):
        shipped().changed_from("2024-04", **changes)  # type: ignore[arg-type]
