"""Births and weddings: what is bought around them, and the call to the bank."""

from __future__ import annotations

from c360sim.dataset import Dataset
from c360sim.validation.signals.life_events.scorecard import Sign, keep_peaks

BIRTH = (
    Sign("hospital_bill", 0, 2, 1.5, most=2),
    Sign("hospital", 0, 2, 0.5, most=3),
    Sign("baby_store", 0, 2, 0.45, most=8, against=(-9, -7)),
    Sign("baby_store", -3, -1, 0.4, most=4, against=(-9, -7)),
    Sign("doctor", 0, 2, 0.4, most=3),
    Sign("doctor", -6, -1, 0.3, most=4),
    Sign("pharmacy", 0, 2, 0.3, most=4, against=(-6, -4)),
    Sign("child_care", 0, 2, 0.5, most=1, against=(-3, -1)),
    Sign("family_change", 0, 0, 3.0),
)
"""Bills of a hospital, goods for a baby above what was bought before, visits to doctors, and a change of the family told."""

BIRTH_POINTS = 6.0
"""Points from which on a birth is inferred: two kinds of sign and more; a single one is an illness or a present."""

BIRTHS_APART_MONTHS = 9

WEDDING = (
    Sign("jewel", 0, 0, 2.2, most=2),
    Sign("jeweler", -4, 0, 0.5, most=2),
    Sign("gown", -2, 0, 1.2, most=2),
    Sign("tailor", -2, 0, 0.4, most=2),
    Sign("flowers", -1, 0, 1.5, most=2),
    Sign("florist", -1, 0, 0.5, most=2),
    Sign("photographer", 0, 1, 1.6, most=2),
    Sign("banquet", -1, 0, 1.5, most=2),
    Sign("drinks", -1, 0, 1.2, most=1),
    Sign("office", -1, 0, 0.8, most=1),
    Sign("salon", -1, 0, 0.7, most=2),
    Sign("gift_shop", -1, 0, 0.6, most=1),
    Sign("agency", -2, 1, 0.6, most=1),
    Sign("family_change", 0, 0, 3.5),
)
"""Rings, gown and suit, flowers, photographs, a banquet, a license, and a change of the family told."""

WEDDING_POINTS = 6.5
"""Points from which on a wedding is inferred: three vendors in one season and more; others buy from one at a time."""

WEDDINGS_APART_MONTHS = 6


def keep_births(dataset: Dataset) -> None:
    """Keep the table `inferred_birth` (customer_id, day)."""
    keep_peaks(dataset, "inferred_birth", BIRTH, BIRTH_POINTS, BIRTHS_APART_MONTHS)


def keep_marriages(dataset: Dataset) -> None:
    """Keep the table `inferred_marriage` (customer_id, day)."""
    keep_peaks(dataset, "inferred_marriage", WEDDING, WEDDING_POINTS, WEDDINGS_APART_MONTHS)
