"""What people insure when first met: here, elsewhere or not at all."""

from __future__ import annotations

import numpy as np

from c360sim.customer.birth.applicants import Applicants, Asked
from c360sim.customer.decisions import terms
from c360sim.customer.people.person import Life
from c360sim.customer.people.tables import Flags, Vector
from c360sim.vocabulary import Family, HomeOwnership

_COVER_FLAGS = {
    Family.LIFE_INSURANCE: Life.has_life_cover_outside,
    Family.AUTO_INSURANCE: Life.has_auto_cover_outside,
    Family.TRAVEL_INSURANCE: Life.has_travel_cover_outside,
    Family.HOME_INSURANCE: Life.has_home_cover_outside,
    Family.RENTERS_INSURANCE: Life.has_home_cover_outside,
}


def decide(them: Applicants, draws: Vector) -> dict[Family, Flags]:
    """Decide which risks are insured elsewhere, and say who insures which here; the others are gaps."""
    here = {}
    for family, has_use in _insurable(them).items():
        is_covered = has_use & (draws[:, family, 0] < _cover_share(them, family))
        is_here = draws[:, family, 1] < them.here_ratio(family)
        here[family] = is_covered & is_here
        if family in _COVER_FLAGS:
            them.mark(_COVER_FLAGS[family], is_covered & ~is_here, True)
    return here


def _insurable(them: Applicants) -> dict[Family, Flags]:
    """Say who has a use for each kind of cover."""
    everyone = np.ones(len(them), bool)
    rents = them.are(Life.home_ownership, HomeOwnership.RENT)
    return {
        Family.LIFE_INSURANCE: everyone,
        Family.TRAVEL_INSURANCE: everyone,
        Family.HOME_INSURANCE: ~rents & ~them.are(Life.home_ownership, HomeOwnership.WITH_FAMILY),
        Family.RENTERS_INSURANCE: rents,
        Family.AUTO_INSURANCE: them.vehicles > 0,
        Family.HEALTH_INSURANCE: everyone,
    }


def _cover_share(them: Applicants, family: Family) -> Vector:
    """Return the share insured at all: life cover by income and children, travel cover by wanderlust."""
    share: Vector = them.share(family)
    if family == Family.LIFE_INSURANCE:
        by_earning = them.own("life_cover_share_least") + them.own("life_cover_share_by_earning") * them.earning
        return share * (by_earning + them.own("life_cover_share_by_children") * (them.children > 0))
    if family == Family.TRAVEL_INSURANCE:
        return share * them.tilt(them.wanderlust)
    return share


def ask_for_policies(them: Applicants, draws: Vector, insured: dict[Family, Flags], asked: Asked) -> None:
    """Ask for the policies of those who have been here for long; who joins has none here at first."""
    for family, is_insured in insured.items():
        opened_on = them.opened_on(draws[:, family, 3])
        for place, who, day, size in them.those(is_insured & ~them.is_joiner, opened_on, draws[:, family, 2]):
            asked[place].append(terms.policy(who, family, day, size))
