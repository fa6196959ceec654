"""Who a customer is: the state that life changes and wants follow from."""

from __future__ import annotations

from dataclasses import dataclass, field

from c360sim import months
from c360sim.customer.people.outside import Elsewhere
from c360sim.customer.people.states import Loyalty as Loyalty
from c360sim.customer.people.states import Work as Work
from c360sim.vocabulary import HomeOwnership, MaritalStatus


@dataclass(slots=True)
class Traits:
    """What does not change in a person: each a rank in [0, 1) among people, drawn once at birth."""

    earning: float
    """Rank of income among people of the same persona and stage of life."""
    thrift: float
    """0 spends what comes in, 1 saves."""
    technology: float
    """Takes to apps, fintech and subscriptions."""
    diligence: float
    """Pays on time, watches subscriptions and fees."""
    wanderlust: float
    """Travels."""
    boldness: float
    """Takes investment risk."""
    sociability: float
    """Dines out, goes out, sends money to friends."""
    impatience: float
    """Complains, contacts the bank, leaves when treated badly."""


@dataclass(slots=True)
class Person:
    """A customer's life so far. Money is integer cents; days are ordinals; months are as in `months`."""

    row: int
    customer_id: int
    persona: str
    gender: str
    birth_ordinal: int
    join_ordinal: int
    first_name: str
    last_name: str
    region: int
    traits: Traits
    elsewhere: Elsewhere
    """What the household holds at other institutions."""

    stage: str
    """State of the persona's own machine."""
    work: Work
    family: str
    """State of the family machine, a `life.states.Household`."""
    home: str
    """State of the home machine, a `life.states.Home`."""
    loyalty: Loyalty = Loyalty.CONTENT

    occupation: str = ""
    industry: str = ""
    employer: int = -1
    pay_frequency: int = 1
    net_salary_annual_cents: int = 0
    """Net (take-home) salary a year, 0 when not employed."""
    previous_salary_annual_cents: int = 0
    """Net salary of the last job lost: what the next one is measured by."""
    is_part_time: bool = False
    job_since_month: int = 0
    unemployed_since_month: int = 0
    draws_benefits: bool = False
    """Claims unemployment benefits, when out of work."""
    last_pay_month: int = 0
    """Month in which the job left last pays for the last time, 0 for none."""
    last_pay_cents: int = 0
    """Net cents of that pay: the days worked, unused vacation, severance."""
    last_employer: int = -1
    """Who pays it."""
    retired_month: int = 0
    """Month of retirement since birth, 0 for none."""
    graduation_month: int = 0
    """Month in which studies end, 0 for someone who does not study."""
    net_pension_monthly_cents: int = 0
    net_social_security_monthly_cents: int = 0
    gig_monthly_cents: int = 0
    family_support_monthly_cents: int = 0

    marital_status: MaritalStatus = MaritalStatus.SINGLE
    wedding_month: int = 0
    """Month of the wedding, planned or past, 0 for none planned or known."""
    partner_income_monthly_cents: int = 0
    """What a partner brings to shared bills (never seen by the bank): lowers this person's share of them."""
    child_birth_ordinals: list[int] = field(default_factory=list)
    """Birth days of children in the household, oldest first."""
    children_in_college: int = 0
    college_end_months: list[int] = field(default_factory=list)
    """Month in which each child in college graduates."""
    due_month: int = 0
    """Month in which a child is expected, 0 for none."""

    home_ownership: HomeOwnership = HomeOwnership.RENT
    rent_monthly_cents: int = 0
    home_value_cents: int = 0
    home_bought_month: int = 0
    """Month in which a home was bought since birth, 0 for none."""
    outside_mortgage_monthly_cents: int = 0
    """Payment on a mortgage with another lender, 0 for none."""
    moves: int = 0
    moved_month: int = 0
    """Month of the last move known to the bank, 0 for none."""
    name_changed_month: int = 0
    """Month of the last change of name, 0 for none."""
    upheaval_month: int = 0
    """Month of the last move, marriage, divorce, birth or bereavement, 0 for none."""
    vehicles: int = 0
    has_home_cover_outside: bool = False
    has_life_cover_outside: bool = False
    has_auto_cover_outside: bool = False
    has_travel_cover_outside: bool = False

    is_main_bank: bool = True
    """Income comes here. Else the customer only keeps cards, savings or loans here and pays from outside."""
    checking_comfort_cents: int = 0
    """Checking money at which the person feels at ease, at the income of the day it was first met."""
    savings_comfort_cents: int = 0
    """Savings beyond which the person puts money to work elsewhere, at the income of the day it was first met."""
    comfort_income_cents: int = 0
    """Net income a month of the day it was first met."""
    leaving_since_month: int = 0
    leave_month: int = 0
    """Month in which the last account is closed, 0 while not leaving."""
    leave_day: int = 0
    dormant_since_month: int = 0

    @property
    def eldest_birth_ordinal(self) -> int:
        """Return the birth day of the eldest child in the household, 0 for none."""
        return self.child_birth_ordinals[0] if self.child_birth_ordinals else 0

    @property
    def first_college_end_month(self) -> int:
        """Return the month in which the first child in college graduates, 0 for none."""
        return min(self.college_end_months, default=0)

    @property
    def has_left(self) -> bool:
        """Return whether the last account has been closed."""
        return self.loyalty == Loyalty.GONE

    @property
    def churn_ordinal(self) -> int:
        """Return the day on which the last account was closed, 0 for a customer who has not left."""
        return months.first_ordinal(self.leave_month) + self.leave_day - 1 if self.has_left else 0

    def age(self, ordinal: int) -> int:
        """Return completed years on a day (365.2425 days each: exact enough for behavior, not for dim_customer)."""
        return int((ordinal - self.birth_ordinal) / 365.2425)
