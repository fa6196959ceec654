"""Who a customer is: the fields of a person, each declared here and nowhere else, and one person of a table.

Money is integer cents; days are ordinals; months are as in `months`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from c360sim import months
from c360sim.customer.people.fields import Choice, Flag, Numbers, Real, Row, Whole, Words
from c360sim.customer.people.outside import Elsewhere
from c360sim.customer.people.states import Home, Household, Loyalty, Work
from c360sim.vocabulary import HomeOwnership, MaritalStatus

if TYPE_CHECKING:
    from c360sim.customer.people.table import People

MOST_CHILDREN = 12
"""More than anyone has at home, or in college, at a time."""


class Traits:
    """What does not change in a person: each a rank in [0, 1) among people, drawn once at birth."""

    __slots__ = ()

    earning = Real()
    """Rank of income among people of the same persona and stage of life."""
    thrift = Real()
    """0 spends what comes in, 1 saves."""
    technology = Real()
    """Takes to apps, fintech and subscriptions."""
    diligence = Real()
    """Pays on time, watches subscriptions and fees."""
    wanderlust = Real()
    """Travels."""
    boldness = Real()
    """Takes investment risk."""
    sociability = Real()
    """Dines out, goes out, sends money to friends."""
    impatience = Real()
    """Complains, contacts the bank, leaves when treated badly."""


TRAITS: tuple[Real, ...] = (
    *(Traits.earning, Traits.thrift, Traits.technology, Traits.diligence),
    *(Traits.wanderlust, Traits.boldness, Traits.sociability, Traits.impatience),
)
"""All traits, in the order in which they are drawn."""


class Life(Traits):
    """A customer's life so far."""

    __slots__ = ()

    customer_id = Whole()
    persona = Choice[str]()
    gender = Words()
    birth_ordinal = Whole()
    join_ordinal = Whole()
    first_name = Words()
    last_name = Words()
    region = Whole()

    stage = Choice[str]()
    """State of the persona's own machine; the other four are states of the machines that everyone shares."""
    work = Choice(Work, Work.EMPLOYED)
    family = Choice(Household)
    home = Choice(Home, Home.RENTING)
    loyalty = Choice(Loyalty, Loyalty.CONTENT)

    occupation = Words()
    industry = Words()
    employer = Whole(-1)
    pay_frequency = Whole(1)
    net_salary_annual_cents = Whole()
    """Net (take-home) salary a year, 0 when not employed."""
    previous_salary_annual_cents = Whole()
    """Net salary of the last job lost: what the next one is measured by."""
    is_part_time = Flag()
    job_since_month = Whole()
    unemployed_since_month = Whole()
    draws_benefits = Flag()
    """Claims unemployment benefits, when out of work."""
    last_pay_month = Whole()
    """Month in which the job left last pays for the last time, 0 for none."""
    last_pay_cents = Whole()
    """Net cents of that pay: the days worked, unused vacation, severance."""
    last_employer = Whole(-1)
    """Who pays it."""
    retired_month = Whole()
    """Month of retirement since birth, 0 for none."""
    graduation_month = Whole()
    """Month in which studies end, 0 for someone who does not study."""
    net_pension_monthly_cents = Whole()
    net_social_security_monthly_cents = Whole()
    gig_monthly_cents = Whole()
    family_support_monthly_cents = Whole()

    marital_status = Choice(MaritalStatus, MaritalStatus.SINGLE)
    wedding_month = Whole()
    """Month of the wedding, planned or past, 0 for none planned or known."""
    partner_income_monthly_cents = Whole()
    """What a partner brings to shared bills (never seen by the bank): lowers this person's share of them."""
    child_birth_ordinals = Numbers(MOST_CHILDREN)
    """Birth days of children in the household, oldest first."""
    children_in_college = Whole()
    college_end_months = Numbers(MOST_CHILDREN)
    """Month in which each child in college graduates."""
    due_month = Whole()
    """Month in which a child is expected, 0 for none."""

    home_ownership = Choice(HomeOwnership, HomeOwnership.RENT)
    rent_monthly_cents = Whole()
    home_value_cents = Whole()
    home_bought_month = Whole()
    """Month in which a home was bought since birth, 0 for none."""
    outside_mortgage_monthly_cents = Whole()
    """Payment on a mortgage with another lender, 0 for none."""
    moves = Whole()
    moved_month = Whole()
    """Month of the last move known to the bank, 0 for none."""
    name_changed_month = Whole()
    """Month of the last change of name, 0 for none."""
    upheaval_month = Whole()
    """Month of the last move, marriage, divorce, birth or bereavement, 0 for none."""
    vehicles = Whole()
    has_home_cover_outside = Flag()
    has_life_cover_outside = Flag()
    has_auto_cover_outside = Flag()
    has_travel_cover_outside = Flag()

    is_main_bank = Flag(True)
    """Income comes here. Else the customer only keeps cards, savings or loans here and pays from outside."""
    checking_comfort_cents = Whole()
    """Checking money at which the person feels at ease, at the income of the day it was first met."""
    savings_comfort_cents = Whole()
    """Savings beyond which the person puts money to work elsewhere, at the income of the day it was first met."""
    comfort_income_cents = Whole()
    """Net income a month of the day it was first met."""
    leaving_since_month = Whole()
    leave_month = Whole()
    """Month in which the last account is to be closed, 0 while not leaving."""
    leave_day = Whole()
    churn_ordinal = Whole()
    """Day on which the last account was closed, whoever closed it, 0 for a customer who has not left."""
    dormant_since_month = Whole()


class Person(Life, Row):
    """One customer: a row of `People`, read and written field by field."""

    __slots__ = ("_cells", "_codes", "_touched", "_words", "elsewhere", "row")

    def __init__(self, people: People, row: int) -> None:
        self.row = row
        self.elsewhere = Elsewhere(people.outside, row)
        """What the household holds at other institutions."""
        self._cells, self._words, self._codes, self._touched = people.cells()

    @property
    def eldest_birth_ordinal(self) -> int:
        """Return the birth day of the eldest child in the household, 0 for none."""
        return self.child_birth_ordinals[0] if self.child_birth_ordinals else 0

    @property
    def has_left(self) -> bool:
        """Return whether the last account has been closed, or is to be this month."""
        return self.loyalty == Loyalty.GONE

    def state(self, field: Choice[Any]) -> str:
        """Return the word of a field: the state of a machine."""
        word: str = getattr(self, field.name)
        return word

    def enter(self, field: Choice[Any], word: str) -> None:
        """Set the word of a field: the state of a machine. Raises KeyError for a word that is none of the field's."""
        setattr(self, field.name, word)

    def are(self, field: Choice[Any], *words: str) -> bool:
        """Return whether a field is one of these words: as `PeopleColumns.are` says of many."""
        return self.state(field) in words

    def age(self, ordinal: int) -> int:
        """Return completed years on a day (365.2425 days each: exact enough for behavior, not for dim_customer)."""
        return int((ordinal - self.birth_ordinal) / months.DAYS_PER_YEAR)
