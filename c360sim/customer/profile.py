"""dim_customer: what the bank's file says of a customer, from the life lived and the business done."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache, lru_cache

from c360sim import months
from c360sim.assumptions import rows
from c360sim.customer.person import Person
from c360sim.customer.world import World
from c360sim.life.states import Work
from c360sim.streams import Purpose
from c360sim.vocabulary import Channel, ChurnStatus, EmploymentType, KycStatus, MaritalStatus, RiskTolerance, Segment

COUNTRY = "United States"
DOMAINS = ("example.com", "example.org", "example.net")
"""Reserved by RFC 2606: mail to them reaches nobody."""
INCOME_BRACKETS = (
    (25_000, "Under $25K"),
    (50_000, "$25K-$50K"),
    (75_000, "$50K-$75K"),
    (100_000, "$75K-$100K"),
    (150_000, "$100K-$150K"),
    (250_000, "$150K-$250K"),
)
TOP_BRACKET = "Over $250K"
_EMPLOYMENT = {
    Work.STUDYING: EmploymentType.STUDENT,
    Work.STUDYING_AND_WORKING: EmploymentType.PART_TIME,
    Work.SEARCHING_FIRST_JOB: EmploymentType.UNEMPLOYED,
    Work.EMPLOYED: EmploymentType.FULL_TIME,
    Work.SELF_EMPLOYED: EmploymentType.SELF_EMPLOYED,
    Work.UNEMPLOYED: EmploymentType.UNEMPLOYED,
    Work.RETIRED: EmploymentType.RETIRED,
}

_CHANNELS = tuple(Channel)

Value = str | int | bool | None


@dataclass(frozen=True, slots=True)
class CustomerFacts:
    """What the bank's books say of a customer on the last simulated day. Money in integer cents, days as ordinals.

    `contacts` counts the window's contacts by the order of `Channel`. `months_active` are the months of the window
    as a customer. `recent_activity_ratio` compares the transactions of the last full month with the usual ones.
    """

    liquid_cents: int
    invested_cents: int
    contacts: tuple[int, int, int, int]
    months_active: int
    transactions: int
    product_count: int
    last_activity_on: int
    months_since_income: int
    """Full months since pay or a pension last came here, -1 if it never did."""
    recent_activity_ratio: float
    closed_on: int
    """Day on which the last account was closed, 0 while one is open."""


def profile(person: Person, world: World, facts: CustomerFacts, last_day: int) -> dict[str, Value]:
    """Return the customer's row of dim_customer, by column in the table's order; dates as ordinals, None for none."""
    places = world.catalog.places
    gross = gross_income_annual(person, world, months.of_ordinal(last_day))
    return {
        "customer_id": person.customer_id,
        "first_name": person.first_name,
        "last_name": person.last_name,
        "date_of_birth": person.birth_ordinal,
        "age": months.age_on(dt.date.fromordinal(person.birth_ordinal), last_day),
        "gender": "Female" if person.gender == "F" else "Male",
        "email": email(person),
        "phone": phone(person, world),
        "address_city": places.city[person.region],
        "address_state": places.state[person.region],
        "address_country": COUNTRY,
        "marital_status": person.marital_status.value,
        "has_children": bool(person.child_birth_ordinals),
        "num_dependents": len(person.child_birth_ordinals) + person.children_in_college,
        "occupation": person.occupation or None,
        "employment_type": employment_type(person).value,
        "income_bracket": income_bracket(gross),
        "home_ownership": person.home_ownership.value,
        "segment": segment(facts.liquid_cents + facts.invested_cents, gross, world).value,
        "kyc_status": kyc_status(person, world, last_day).value,
        "join_date": person.join_ordinal,
        "preferred_channel": preferred_channel(person, world, facts).value,
        "engagement_score": engagement_score(facts, world),
        "persona_tag": person.persona,
        "risk_tolerance": risk_tolerance(person, world).value,
        "churn_status": churn_status(facts, world, last_day).value,
        "churn_date": facts.closed_on or None,
    }


def email(person: Person) -> str:
    """Return an address at a domain that reaches nobody; the number makes it the customer's own."""
    number = person.customer_id
    return f"{_letters(person.first_name)}.{_letters(person.last_name)}{number}@{DOMAINS[number % len(DOMAINS)]}"


@cache
def _letters(name: str) -> str:
    return "".join(letter for letter in name.lower() if "a" <= letter <= "z")


@lru_cache(maxsize=1)
def _area_codes() -> dict[str, str]:
    return {row["state"]: row["area_code"] for row in rows("area_codes")}


def phone(person: Person, world: World) -> str:
    """Return a number in the fictitious 555-01XX range of the state."""
    chance = world.streams.of_one(person.customer_id, 0, Purpose.NAME)[0]
    return f"({_area_codes()[world.catalog.places.state[person.region]]}) 555-01{int(chance * 100):02d}"


def gross_income_annual(person: Person, world: World, month: int) -> float:
    """Return the yearly income before tax in dollars, as stated to the bank; benefits do not count."""
    net = person.net_salary_annual_cents + 12 * person.gig_monthly_cents
    pensions = 12 * (person.net_pension_monthly_cents + person.net_social_security_monthly_cents)
    return (net / world.assumptions.value("net_of_gross_ratio", person.persona) + pensions) / 100


def income_bracket(gross: float) -> str:
    """Return the bracket of a yearly income before tax in dollars."""
    return next((label for limit, label in INCOME_BRACKETS if gross < limit), TOP_BRACKET)


def employment_type(person: Person) -> EmploymentType:
    """Return how the customer works."""
    if person.work == Work.EMPLOYED and person.is_part_time:
        return EmploymentType.PART_TIME
    return _EMPLOYMENT[person.work]


def segment(assets_cents: int, gross: float, world: World) -> Segment:
    """Return the bank's segment, from assets held here (cents) and yearly income before tax (dollars)."""
    value = world.assumptions.value
    if assets_cents >= 100 * value("high_net_worth_assets") or gross >= value("high_net_worth_income"):
        return Segment.HIGH_NET_WORTH
    if assets_cents >= 100 * value("affluent_assets") or gross >= value("affluent_income"):
        return Segment.AFFLUENT
    return Segment.MASS_MARKET


def kyc_status(person: Person, world: World, last_day: int) -> KycStatus:
    """Return the state of the customer's papers: pending after a change, expired when a review is overdue."""
    value, month = world.assumptions.value, months.of_ordinal(last_day)
    joined = months.of_ordinal(person.join_ordinal)
    changed = max(joined, person.moved_month, person.name_changed_month)
    if month - changed < value("kyc_pending_months"):
        return KycStatus.PENDING
    since_review = (month - changed) % int(12 * value("kyc_cycle_years"))
    is_first_cycle = month - changed < 12 * value("kyc_cycle_years")
    late = value("kyc_late_months_most") * (1 - person.traits.diligence)
    return KycStatus.EXPIRED if since_review < late and not is_first_cycle else KycStatus.VERIFIED


def preferred_channel(person: Person, world: World, facts: CustomerFacts) -> Channel:
    """Return the channel used most; without any contact, the one the customer would lean to."""
    used = list(facts.contacts) if any(facts.contacts) else world.intents.channel_weights[person.row].tolist()
    return _CHANNELS[used.index(max(used))]


def engagement_score(facts: CustomerFacts, world: World) -> int:
    """Return 0..100: products held, transactions and digital contacts a month, income received here; 0 once gone."""
    value = world.assumptions.value
    if facts.closed_on or not facts.months_active:
        return 0
    app, _, _, chatbot = facts.contacts
    activity = facts.transactions / facts.months_active * min(facts.recent_activity_ratio, 1.0)
    contacts = (app + chatbot) / facts.months_active
    points = min(facts.product_count / value("engagement_products_full"), 1.0) * value("engagement_products_points")
    points += min(activity / value("engagement_activity_full"), 1.0) * value("engagement_activity_points")
    points += min(contacts / value("engagement_contacts_full"), 1.0) * value("engagement_contacts_points")
    has_income_here = 0 <= facts.months_since_income < value("at_risk_salary_missing_months")
    return round(points + value("engagement_salary_points") * has_income_here)


def risk_tolerance(person: Person, world: World) -> RiskTolerance:
    """Return the answer to the suitability questions: by boldness, in the persona's shares."""
    value, boldness = world.assumptions.value, person.traits.boldness
    if boldness < value("risk_conservative_share", person.persona):
        return RiskTolerance.CONSERVATIVE
    is_aggressive = boldness >= 1 - value("risk_aggressive_share", person.persona)
    return RiskTolerance.AGGRESSIVE if is_aggressive else RiskTolerance.MODERATE


def churn_status(facts: CustomerFacts, world: World, last_day: int) -> ChurnStatus:
    """Return the relationship as the bank can see it: closed, dormant, at risk or active."""
    value = world.assumptions.value
    if facts.closed_on:
        return ChurnStatus.CHURNED
    idle = last_day - facts.last_activity_on
    if idle >= value("dormant_after_days"):
        return ChurnStatus.DORMANT
    pay_stopped = facts.months_since_income >= value("at_risk_salary_missing_months")
    fading = facts.recent_activity_ratio < value("at_risk_outflow_ratio")
    return ChurnStatus.AT_RISK if pay_stopped or fading or idle >= value("at_risk_after_days") else ChurnStatus.ACTIVE


def has_dependents(person: Person) -> bool:
    """Return whether someone lives on the customer's income: children, or a spouse who earns nothing."""
    spouse = person.marital_status == MaritalStatus.MARRIED and not person.partner_income_monthly_cents
    return bool(person.child_birth_ordinals) or person.children_in_college > 0 or spouse
