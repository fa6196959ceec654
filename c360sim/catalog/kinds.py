"""Shops of one kind: those of a category of spending that carry one merchant category code."""

from __future__ import annotations

import numpy as np

from c360sim.catalog.market import Merchants
from c360sim.catalog.popularity import Rows
from c360sim.vocabulary import Spend

KIND_STEPS = 256


def shops_of_kind(merchants: Merchants, spend: Spend, mcc_code: str) -> Rows:
    """Return the shops of a kind in each place, as popular as they are, shape (places, KIND_STEPS); an empty code takes all.

    A place without such a shop borrows those of the whole country. Raises ValueError when the country has none.
    """
    pick = merchants.pick[spend]
    is_kind = np.array([not mcc_code or code == mcc_code for code in merchants.mcc_code])
    anywhere = pick[is_kind[pick]]
    if not len(anywhere):
        raise ValueError(f"no shop of {spend.name} has the category code {mcc_code}")
    return np.stack([_spread(here if len(here := row[is_kind[row]]) else anywhere) for row in pick])


def _spread(choices: Rows) -> Rows:
    """Return `KIND_STEPS` of the choices, evenly spaced, so that each keeps its share."""
    return choices[np.arange(KIND_STEPS) * len(choices) // KIND_STEPS]
