"""dim_customer: what the bank's file says of each customer, from the life lived and the business done. In columns."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from c360sim import months
from c360sim.catalog.merchants import HOME_COUNTRY
from c360sim.crm.phones import phones
from c360sim.customer.people.person import Life
from c360sim.customer.people.states import Work
from c360sim.customer.people.table import People
from c360sim.customer.people.world import World
from c360sim.vocabulary import Channel, ChurnStatus, EmploymentType, KycStatus, RiskTolerance, Segment

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
Whole = NDArray[np.int64]
Real = NDArray[np.float64]
Flags = NDArray[np.bool_]
Words = NDArray[Any]
"""Text, an entry a customer."""


@dataclass(frozen=True, slots=True)
class CustomerFacts:
    """What the bank's books say of customers on the last simulated day, an entry each. Money in integer cents, days as ordinals.

    `contacts` counts the window's contacts, shape (customers, Channel). `months_active` are the months of the window
    as a customer. `recent_activity_ratio` compares the transactions of the last full month with the usual ones.
    """

    liquid_cents: Whole
    invested_cents: Whole
    contacts: Whole
    months_active: Whole
    transactions: Whole
    product_count: Whole
    last_activity_on: Whole
    months_since_income: Whole
    """Full months since pay or a pension last came here, -1 if it never did."""
    recent_activity_ratio: Real
    closed_on: Whole
    """Day on which the last account was closed, 0 while one is open."""


def profile(people: People, world: World, facts: CustomerFacts, last_day: int) -> dict[str, NDArray[Any]]:
    """Return the columns of dim_customer in the table's order: a row for each customer who has joined by the last day.

    Days are ordinals, 0 for none.
    """
    places, children = world.catalog.places, people.children
    gross = gross_income_annual(people, world)
    told: dict[str, NDArray[Any]] = {
        "customer_id": people.customer_id,
        "first_name": people.first_name,
        "last_name": people.last_name,
        "date_of_birth": people.birth_ordinal,
        "age": months.ages_on(people.birth_ordinal, last_day),
        "gender": np.where(people.gender == "F", "Female", "Male"),
        "email": emails(people.first_name, people.last_name, people.customer_id),
        "phone": phones(world, people.customer_id),
        "address_city": np.array(places.city, object)[people.region],
        "address_state": np.array(places.state, object)[people.region],
        "address_country": np.full(len(people), HOME_COUNTRY, object),
        "marital_status": people.named(Life.marital_status),
        "has_children": children > 0,
        "num_dependents": children + people.children_in_college,
        "occupation": _or_none(people.occupation),
        "employment_type": employment_types(people),
        "income_bracket": income_brackets(gross),
        "home_ownership": people.named(Life.home_ownership),
        "segment": segments(facts.liquid_cents + facts.invested_cents, gross, world),
        "kyc_status": kyc_statuses(people, world, months.of_ordinal(last_day)),
        "join_date": people.join_ordinal,
        "preferred_channel": preferred_channels(facts, world),
        "engagement_score": engagement_scores(facts, world),
        "persona_tag": people.named(Life.persona),
        "risk_tolerance": risk_tolerances(people, world),
        "churn_status": churn_statuses(facts, world, last_day),
        "churn_date": facts.closed_on,
    }
    met = np.flatnonzero(people.join_ordinal <= last_day)
    return {name: column[met] for name, column in told.items()}


def _or_none(text: Words) -> Words:
    """Return text, None where it is empty."""
    return np.array([word or None for word in text], object)


def emails(first_name: Words, last_name: Words, customer_id: Whole) -> Words:
    """Return addresses at domains that reach nobody; the number makes an address the customer's own."""
    known = zip(first_name, last_name, customer_id.tolist(), strict=True)
    return np.array(
        [f"{_letters(first)}.{_letters(last)}{number}@{DOMAINS[number % len(DOMAINS)]}" for first, last, number in known], object
    )


@cache
def _letters(name: str) -> str:
    return "".join(letter for letter in name.lower() if "a" <= letter <= "z")


def gross_income_annual(people: People, world: World) -> Real:
    """Return the yearly income before tax in dollars, as stated to the bank; benefits do not count."""
    net = people.net_salary_annual_cents + 12 * people.gig_monthly_cents
    pensions_monthly_cents = people.net_pension_monthly_cents + people.net_social_security_monthly_cents
    gross: Real = (net / people.number(world.assumptions, "net_of_gross_ratio") + 12 * pensions_monthly_cents) / 100
    return gross


def income_brackets(gross: Real) -> Words:
    """Return the bracket of each yearly income before tax in dollars."""
    limits, labels = zip(*INCOME_BRACKETS, strict=True)
    return np.array([*labels, TOP_BRACKET], object)[np.searchsorted(limits, gross, side="right")]


def employment_types(people: People) -> Words:
    """Return how each customer works."""
    usual = np.array([_EMPLOYMENT[Work(state)].value for state in people.words(Life.work)], object)[people.work]
    return np.where(people.are(Life.work, Work.EMPLOYED) & people.is_part_time, EmploymentType.PART_TIME.value, usual)


def segments(assets_cents: Whole, gross: Real, world: World) -> Words:
    """Return the bank's segments, from assets held here (cents) and yearly income before tax (dollars)."""
    value = world.assumptions.value
    is_rich = (assets_cents >= 100 * value("high_net_worth_assets")) | (gross >= value("high_net_worth_income"))
    is_affluent = (assets_cents >= 100 * value("affluent_assets")) | (gross >= value("affluent_income"))
    return np.select([is_rich, is_affluent], [Segment.HIGH_NET_WORTH, Segment.AFFLUENT], Segment.MASS_MARKET)


def kyc_statuses(people: People, world: World, month: int) -> Words:
    """Return the state of the customers' papers: pending after a change, expired when a review is overdue."""
    value = world.assumptions.value
    since_change = month - np.maximum(np.maximum(people.join_month, people.moved_month), people.name_changed_month)
    since_review = since_change % int(12 * value("kyc_cycle_years"))
    is_first_cycle = since_change < 12 * value("kyc_cycle_years")
    late = value("kyc_late_months_most") * (1 - people.diligence)
    is_pending, is_expired = since_change < value("kyc_pending_months"), (since_review < late) & ~is_first_cycle
    return np.select([is_pending, is_expired], [KycStatus.PENDING, KycStatus.EXPIRED], KycStatus.VERIFIED)


def preferred_channels(facts: CustomerFacts, world: World) -> Words:
    """Return the channel used most; without any contact, the one the customer would lean to."""
    used = np.where(np.any(facts.contacts, axis=1, keepdims=True), facts.contacts, world.intents.channel_weights)
    return np.array([channel.value for channel in Channel], object)[used.argmax(axis=1)]


def engagement_scores(facts: CustomerFacts, world: World) -> Whole:
    """Return 0..100: products held, transactions and digital contacts a month, income received here; 0 once gone."""
    value, months_active = world.assumptions.value, np.maximum(facts.months_active, 1)
    app, _, _, chatbot = facts.contacts.T
    activity = facts.transactions / months_active * np.minimum(facts.recent_activity_ratio, 1.0)
    contacts = (app + chatbot) / months_active
    points = np.minimum(facts.product_count / value("engagement_products_full"), 1.0) * value("engagement_products_points")
    points += np.minimum(activity / value("engagement_activity_full"), 1.0) * value("engagement_activity_points")
    points += np.minimum(contacts / value("engagement_contacts_full"), 1.0) * value("engagement_contacts_points")
    since = facts.months_since_income
    has_income_here = (since >= 0) & (since < value("at_risk_salary_missing_months"))
    score = np.rint(points + value("engagement_salary_points") * has_income_here).astype(np.int64)
    return np.where((facts.closed_on > 0) | (facts.months_active == 0), 0, score)


def risk_tolerances(people: People, world: World) -> Words:
    """Return the answers to the suitability questions: by boldness, in the persona's shares."""
    boldness = people.boldness
    is_timid = boldness < people.number(world.assumptions, "risk_conservative_share")
    is_bold = boldness >= 1 - people.number(world.assumptions, "risk_aggressive_share")
    return np.select([is_timid, is_bold], [RiskTolerance.CONSERVATIVE, RiskTolerance.AGGRESSIVE], RiskTolerance.MODERATE)


def churn_statuses(facts: CustomerFacts, world: World, last_day: int) -> Words:
    """Return the relationships as the bank can see them: closed, dormant, at risk or active."""
    value, idle = world.assumptions.value, last_day - facts.last_activity_on
    pay_stopped = facts.months_since_income >= value("at_risk_salary_missing_months")
    fading = facts.recent_activity_ratio < value("at_risk_outflow_ratio")
    is_at_risk = pay_stopped | fading | (idle >= value("at_risk_after_days"))
    return np.select(
        [facts.closed_on > 0, idle >= value("dormant_after_days"), is_at_risk],
        [ChurnStatus.CHURNED, ChurnStatus.DORMANT, ChurnStatus.AT_RISK],
        ChurnStatus.ACTIVE,
    )
