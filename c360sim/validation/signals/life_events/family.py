"""Births and weddings: what is bought around them, and the call to the bank."""

from __future__ import annotations

from c360sim.dataset import Dataset
from c360sim.validation.signals.life_events.scorecard import Sign, keep_peaks

BIRTH = (
    Sign("hospital_bill", 0, 2, 1.5, most=2),
    Sign("hospital", 0, 2, 1.5, most=3),
    Sign("hospital", -6, -1, -1.5, most=3),
    Sign("baby_store", 0, 2, 1.0, most=8, against=(-9, -7)),
    Sign("baby_store", -3, -1, 0.5, most=4, against=(-9, -7)),
    Sign("doctor", 0, 2, 0.5, most=3),
    Sign("doctor", -6, -1, 0.5, most=4),
    Sign("child_care", 0, 2, 1.0, most=1, against=(-3, -1)),
    Sign("family_change", 0, 0, 3.5),
)
"""Bills of a hospital not seen there before, goods for a baby above what was bought before, doctors, and a change of the family told.

Points, here and below, are log odds of the event in default runs, rounded to halves.
"""

BIRTH_POINTS = 11.0
"""Points from which on a birth is inferred: three kinds of sign and more; one or two are an illness or presents."""

BIRTHS_APART_MONTHS = 9

WEDDING = (
    Sign("jewel", 0, 0, 1.5, most=2),
    Sign("jeweler", 0, 0, 1.5, most=2),
    Sign("jeweler", -4, -1, 0.5, most=2),
    Sign("gown", -2, 0, 0.5, most=2),
    Sign("tailor", -2, 0, 1.5, most=2),
    Sign("tailor", -7, -5, -0.5, most=2),
    Sign("florist", -1, 0, 2.0, most=2),
    Sign("florist", -6, -3, -1.5, most=2),
    Sign("photographer", 0, 1, 1.5, most=2),
    Sign("photographer", -4, -1, 0.5, most=2),
    Sign("banquet", -1, 0, 1.0, most=2),
    Sign("banquet", -6, -3, -1.5, most=2),
    Sign("drinks", -1, 0, 1.0),
    Sign("office", -1, 0, 1.5),
    Sign("office", -5, -2, -1.0, most=2),
    Sign("salon", -6, -3, -0.5, most=3),
    Sign("gift_shop", -1, 0, 2.0),
    Sign("gift_shop", -5, -2, -1.0, most=2),
    Sign("agency", -2, 1, 1.0),
    Sign("shared_home", 0, 1, 3.5),
    Sign("family_change", 0, 0, 3.0),
)
"""Rings, gown and suit, flowers, photographs, a banquet, a license, a home whose cost is shared, a change of the family told.

Who buys such things at other times too shows less by them.
"""

WEDDING_POINTS = 9.0
"""Points from which on a wedding is inferred: four vendors in one season and more; others buy from one or two at a time."""

WEDDINGS_APART_MONTHS = 6


def keep_births(dataset: Dataset) -> None:
    """Keep the table `inferred_birth` (customer_id, day)."""
    keep_peaks(dataset, "inferred_birth", BIRTH, BIRTH_POINTS, BIRTHS_APART_MONTHS)


def keep_marriages(dataset: Dataset) -> None:
    """Keep the table `inferred_marriage` (customer_id, day)."""
    keep_peaks(dataset, "inferred_marriage", WEDDING, WEDDING_POINTS, WEDDINGS_APART_MONTHS)
