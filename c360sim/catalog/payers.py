"""Who pays customers, and whom they pay outside of merchants: employers, agencies, other institutions."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from c360sim.assumptions import Assumptions
from c360sim.catalog.employers import Employers
from c360sim.catalog.popularity import Rows, pick_table

GIG_STEPS = 64
PENSION_STEPS = 256
CARD_STEPS = 64


@dataclass(frozen=True, slots=True)
class Payers:
    """Counterparties that are not merchants, a row each; employers come first, in rows 0..employers - 1.

    `frequency` (PayFrequency) and `industry` are of the employers. `pick` and `pick_student` give an employer
    for a uniform index in 0..4095, by number of employees and of student jobs; `gig`, `pensions` and
    `outside_cards` (issuers) are such tables of 64, 256 and 64 entries. The others are single rows.
    """

    names: list[str]
    frequency: NDArray[np.int64]
    industry: list[str]
    pick: Rows
    pick_student: Rows
    gig: Rows
    pensions: Rows
    outside_cards: Rows
    social_security: int
    treasury_refund: int
    treasury_payment: int
    unemployment_office: int
    family: int
    other_bank: int
    property_seller: int
    auto_dealer: int
    other_lender: int

    @property
    def employers(self) -> int:
        """Number of employers."""
        return len(self.industry)


def load_payers(assumptions: Assumptions, employers: Employers) -> Payers:
    """Return the payers of the table, after the employers."""
    names = list(employers.names)
    of_role: dict[str, list[int]] = defaultdict(list)
    weights: dict[str, list[float]] = defaultdict(list)
    for row in assumptions.rows("payers"):
        of_role[row["role"]].append(len(names))
        weights[row["role"]].append(float(row["weight"]))
        names.append(row["name"])

    def table(role: str, steps: int) -> Rows:
        return pick_table(np.array(of_role[role]), np.array(weights[role]), steps)

    single = {role: found[0] for role, found in of_role.items() if role not in ("gig", "pensions", "outside_cards")}
    return Payers(
        names=names,
        frequency=employers.frequency,
        industry=employers.industry,
        pick=employers.pick,
        pick_student=employers.pick_student,
        gig=table("gig", GIG_STEPS),
        pensions=table("pensions", PENSION_STEPS),
        outside_cards=table("outside_cards", CARD_STEPS),
        **single,
    )
