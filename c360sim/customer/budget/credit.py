"""Credit: what is put on cards, how debts are paid, and what they cost a month."""

from __future__ import annotations

import numpy as np

from c360sim.customer.budget import leaving
from c360sim.customer.budget.situation import Situations
from c360sim.customer.people import tables
from c360sim.customer.people.habits import Taste
from c360sim.customer.people.ranks import card_discipline
from c360sim.customer.people.states import STUDIES, Household, Work
from c360sim.customer.people.tables import Flags, Vector, Whole
from c360sim.distributions import lean
from c360sim.vocabulary import CardHabit, Family, HomeOwnership

MOST_OUTSIDE_CARDS = 6
"""Cards of other banks that one person holds."""


def outside_share(s: Situations) -> Vector:
    """Return the share of purchases put on other banks' cards, 0 for who has none."""
    holds = s.is_here & (s.habits.taste(Taste.OUTSIDE_CARD) < s.own("outside_card_share"))
    return np.where(holds, s.own("outside_card_spend_share") * lean(s.own("outside_card_taste_least"), s.habits.taste(Taste.CREDIT)), 0.0)


def restate(s: Situations, target_cents: Vector, elsewhere: Vector) -> None:
    """Write how cards are used and debts paid by people who spend `target_cents` a month, a share `elsewhere` on other banks' cards."""
    intents, row, diligence = s.world.intents, s.row, s.diligence
    habit = card_habit(s)
    careless = 1 - diligence
    intents.card_habit[row] = habit
    intents.miss_ratio[row] = s.own("miss_ratio_most") * careless * careless * careless
    intents.is_heedless[row] = diligence < s.own("heedless_share")
    intents.distress_ratio[row] = distress_ratio(s)
    intents.prepay_ratio[row] = s.own("prepay_most") * s.thrift * diligence
    intents.outside_card_cents[row] = (target_cents * elsewhere * (1 - leaving.moved_ratio(s))).astype(np.int64)
    intents.outside_cards[row] = np.where(elsewhere > 0, _outside_cards(s), 0)
    intents.uses_debit[row] = s.habits.taste(Taste.USES_DEBIT) < s.own("debit_share")
    intents.credit_ratio[row] = _credit_ratio(s, habit == CardHabit.FULL, target_cents * (1 - elsewhere))


def _outside_cards(s: Situations) -> Whole:
    """Return how many cards of other banks their holders have: one, and a few more."""
    words16 = (s.habits.taste(Taste.OUTSIDE_CARDS) * 65536).astype(np.int64)
    return 1 + np.minimum(tables.poisson().counts(s.own("outside_cards_mean") - 1, words16), MOST_OUTSIDE_CARDS - 1)


def card_habit(s: Situations) -> Whole:
    """Return how statements are paid (CardHabit): the diligent and the thrifty pay in full."""
    discipline = card_discipline(s.diligence, s.thrift, s.habits.taste(Taste.CARD_HABIT))
    least = s.habits.taste(Taste.MINIMUM_PAYER) < s.own("minimum_payer_share")
    carried = np.where(least, CardHabit.MINIMUM, CardHabit.PARTIAL)
    return np.where(discipline >= s.own("revolver_share"), CardHabit.FULL, carried)


def _credit_ratio(s: Situations, pays_in_full: Flags, target_cents: Vector) -> Vector:
    """Return the share of purchases put on cards here: by taste, and no more than the limits leave room for.

    Who pays in full uses a part of the limit each month; who does not, a part of what is left of it.
    """
    by_taste = s.own("credit_ratio") * lean(s.own("credit_taste_least"), s.habits.taste(Taste.CREDIT))
    taste = np.clip(by_taste, 0.0, s.own("credit_share_most"))
    leaning = np.where(s.is_main_bank & (s.habits.taste(Taste.USES_DEBIT) < s.own("debit_share")), taste, 1.0)
    limit = s.world.noticed.card_limit_cents[s.row]
    left = np.maximum(limit - s.world.noticed.card_owed_cents[s.row], 0) * s.own("revolver_room_share")
    room = np.where(pays_in_full, limit, left)
    roomy = np.minimum(leaning, room * s.own("limit_use_most") / np.maximum(target_cents, 1.0))
    return np.where(limit == 0, leaning, roomy)


def distress_ratio(s: Situations) -> Vector:
    """Return the chance that debts are not paid: for want of income, or by who carries too much on cards."""
    jobless = np.maximum(0.0, s.own("distress_unemployed") - s.own("distress_buffer_relief") * s.thrift)
    is_recent = s.month - s.upheaval_month < s.own("distress_divorced_months")
    divorced = np.where(s.is_family(Household.DIVORCED) & is_recent, s.own("distress_divorced"), 0.0)
    indebted = np.where(card_habit(s) == CardHabit.FULL, 0.0, s.own("distress_indebted"))
    return np.where(s.works_as(Work.UNEMPLOYED), jobless, np.maximum(divorced, indebted))


def debt_service(s: Situations, earned: Whole) -> Whole:
    """Return the expected cents per month of installments on loans held here."""
    household = earned + s.own("partner_debt_share") * s.partner_income_monthly_cents
    usual = s.home_value_cents * s.own("mortgage_payment_value_ratio")
    has_mortgage = s.holds(Family.MORTGAGE) & s.lives_in(HomeOwnership.MORTGAGE)
    total = np.where(has_mortgage, np.minimum(usual, s.own("mortgage_service_most") * household), 0.0)
    total += np.where(s.holds(Family.AUTO_LOAN), s.own("auto_payment_income_ratio") * earned, 0.0)
    total += np.where(s.holds(Family.PERSONAL_LOAN), s.own("personal_payment_income_ratio") * earned, 0.0)
    repays = s.holds(Family.STUDENT_LOAN) & ~s.works_as(*STUDIES)
    total += np.where(repays, s.own("student_payment_income_ratio") * earned, 0.0)
    return total.astype(np.int64)
