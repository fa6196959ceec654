"""Credit: what is put on cards, how debts are paid, and what they cost a month."""

from __future__ import annotations

from c360sim.customer.wants.habits import Taste
from c360sim.customer.wants.situation import STUDIES, Situation, blend, clamp
from c360sim.life.states import Household, Work
from c360sim.vocabulary import CardHabit, Family, HomeOwnership


def pays_in_full(s: Situation, draws: list[float]) -> bool:
    """Say whether card statements are paid in full: the diligent and the thrifty do."""
    return card_discipline(s, draws) >= s.numbers["revolver_share"]


def card_discipline(s: Situation, draws: list[float]) -> float:
    """Return the rank of care with cards in [0, 1)."""
    traits = s.person.traits
    return blend(blend(traits.diligence, traits.thrift), draws[Taste.CARD_HABIT])


def outside_share(s: Situation, draws: list[float]) -> float:
    """Return the share of purchases put on other banks' cards, 0 for who has none."""
    holds = s.is_here and draws[Taste.OUTSIDE_CARD] < s.numbers["outside_card_share"]
    return s.numbers["outside_card_spend_share"] * (0.5 + draws[Taste.CREDIT]) if holds else 0.0


def restate(s: Situation, draws: list[float], target_cents: float) -> None:
    """Write how cards are used and debts paid by someone who spends `target_cents` a month here."""
    numbers, intents, row, traits = s.numbers, s.world.intents, s.row, s.person.traits
    habit = card_habit(s, draws)
    intents.card_habit[row] = habit
    careless = 1 - traits.diligence
    intents.miss_ratio[row] = numbers["miss_ratio_most"] * careless * careless * careless
    intents.distress_ratio[row] = distress_ratio(s)
    intents.prepay_ratio[row] = numbers["prepay_most"] * traits.thrift * traits.diligence
    intents.credit_ratio[row] = _credit_ratio(s, draws, habit, target_cents)


def card_habit(s: Situation, draws: list[float]) -> CardHabit:
    """Return how statements are paid."""
    if pays_in_full(s, draws):
        return CardHabit.FULL
    return CardHabit.MINIMUM if draws[Taste.MINIMUM_PAYER] < s.numbers["minimum_payer_share"] else CardHabit.PARTIAL


def _credit_ratio(s: Situation, draws: list[float], habit: CardHabit, target_cents: float) -> float:
    """Return the share of purchases put on cards here: by taste, and no more than the limits leave room for.

    Who pays in full uses a part of the limit each month; who does not, a part of what is left of it.
    """
    numbers, noticed = s.numbers, s.world.noticed
    leaning = clamp(numbers["credit_ratio"] * (0.4 + 1.2 * draws[Taste.CREDIT]), 0.0, 0.95) if s.person.is_main_bank else 1.0
    limit = noticed.card_limit_cents[s.row]
    if limit == 0:
        return leaning
    room = limit if habit == CardHabit.FULL else max(limit - noticed.card_owed_cents[s.row], 0) * numbers["revolver_room_share"]
    return min(leaning, room * numbers["limit_use_most"] / max(target_cents, 1.0))


def distress_ratio(s: Situation) -> float:
    """Return the chance that a payment is not made for want of income."""
    numbers, person = s.numbers, s.person
    if person.work == Work.UNEMPLOYED:
        return max(0.0, numbers["distress_unemployed"] - numbers["distress_buffer_relief"] * person.traits.thrift)
    return numbers["distress_divorced"] if person.family == Household.DIVORCED else 0.0


def debt_service(s: Situation, earned: int) -> int:
    """Return the expected cents per month of installments on loans held here."""
    person, numbers = s.person, s.numbers
    total = 0.0
    if s.holds(Family.MORTGAGE) and person.home_ownership == HomeOwnership.MORTGAGE:
        usual = person.home_value_cents * numbers["mortgage_payment_value_ratio"]
        household = earned + numbers["partner_debt_share"] * person.partner_income_monthly_cents
        total += min(usual, numbers["mortgage_service_most"] * household)
    if s.holds(Family.AUTO_LOAN):
        total += numbers["auto_payment_income_ratio"] * earned
    if s.holds(Family.PERSONAL_LOAN):
        total += numbers["personal_payment_income_ratio"] * earned
    if s.holds(Family.STUDENT_LOAN) and person.work not in STUDIES:
        total += numbers["student_payment_income_ratio"] * earned
    return int(total)
