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
    is_there = is_kind.take(pick)
    shops, found = pick[is_there], is_there.sum(axis=1, keepdims=True)
    if not len(shops):
        raise ValueError(f"no shop of {spend.name} has the category code {mcc_code}")
    first = np.where(found > 0, np.cumsum(found, axis=0) - found, 0)
    choices = np.where(found > 0, found, len(shops))
    evenly_spaced = np.arange(KIND_STEPS) * choices // KIND_STEPS  # so that each shop keeps its share
    return shops[first + evenly_spaced]
