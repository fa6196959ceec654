"""Life events: one small function each, that changes the person. The machine has moved on when it is called."""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum

from c360sim import months
from c360sim.customer.life import careers, households
from c360sim.customer.people import amounts
from c360sim.customer.people.person import Person
from c360sim.customer.people.states import Home, Loyalty, Work
from c360sim.customer.people.world import World
from c360sim.distributions import STEPS
from c360sim.streams import Purpose, Uniforms
from c360sim.vocabulary import Event, HomeOwnership, MaritalStatus

WORDS = 65_536


class Detail(IntEnum):
    """What is drawn with each event, in [0, 1). Values are part of every data set: append, never renumber."""

    DAY = 0
    AMOUNT = 1
    EMPLOYER = 2
    OCCUPATION = 3
    CHOICE = 4
    PLACE = 5
    HOME = 6
    NAME = 7


TURNS_WITH_THE_MONTH = frozenset(
    {
        *(Event.JOB_CHANGE, Event.PROMOTION, Event.JOB_LOSS, Event.REHIRED, Event.FIRST_JOB, Event.RETIREMENT),
        *(Event.STUDENT_JOB_STARTED, Event.STUDENT_JOB_ENDED, Event.MOVE, Event.HOME_PURCHASE),
    }
)

Details = Uniforms
Effect = Callable[[Person, World, int, Details], None]
_DRAWN_BEFORE = {event: number * len(Detail) for number, event in enumerate(Event)}
"""How many numbers of a month's stream are for the events that stand before."""


def details(person: Person, world: World, month: int, event: Event) -> Details:
    """Return the draws that go with an event of a person in a month, by `Detail`."""
    return world.streams.of_one(person.customer_id, month, Purpose.DETAIL).after(_DRAWN_BEFORE[event])


def day_of(person: Person, world: World, month: int, event: Event, detail: Details) -> int:
    """Return the day of the month on which an event happens, 1..28: never before the customer has joined.

    Jobs and homes change in the first days, so that the month's pay and rent are those of the new life.
    """
    if event == Event.LEFT_BANK:
        return person.leave_day
    latest = world.assumptions.whole("turning_days") if event in TURNS_WITH_THE_MONTH else 28
    first = person.join_ordinal - months.first_ordinal(month) + 1
    return max(1 + int(detail[Detail.DAY] * latest), first)


def job_change(person: Person, world: World, month: int, detail: Details) -> None:
    """Work for someone else, mostly for more money: in another student's job, or on gigs, or no longer."""
    careers.settle_pay(person, month, amounts.between(world, "last_pay_months", detail[Detail.CHOICE]))
    if person.work == Work.STUDYING_AND_WORKING:
        careers.take_student_job(person, world, month, detail[Detail.AMOUNT], detail[Detail.EMPLOYER])
    elif person.work == Work.SELF_EMPLOYED:
        careers.work_for_oneself(person, world, month, detail[Detail.AMOUNT])
    elif person.net_salary_annual_cents:
        _new_job(person, world, month, detail, person.net_salary_annual_cents, "job_change_raise")
    else:
        careers.leave_job(person)
        _new_job(person, world, month, detail, person.previous_salary_annual_cents, "job_change_raise")


def _new_job(person: Person, world: World, month: int, detail: Details, before_cents: int, raise_: str) -> None:
    salary = amounts.cents(before_cents * (1 + amounts.between(world, raise_, detail[Detail.AMOUNT])))
    careers.take_job(person, world, month, salary, detail[Detail.EMPLOYER], detail[Detail.OCCUPATION])


def promotion(person: Person, world: World, month: int, detail: Details) -> None:
    """Earn more with the same employer."""
    ratio = 1 + amounts.between(world, "promotion_raise", detail[Detail.AMOUNT])
    person.net_salary_annual_cents = amounts.cents(person.net_salary_annual_cents * ratio)


def job_loss(person: Person, world: World, month: int, detail: Details) -> None:
    """Lose the job: some get severance, some claim benefits for some months."""
    chance, value = detail[Detail.CHOICE], world.assumptions.value
    severance = amounts.between(world, "severance_months", detail[Detail.AMOUNT]) if chance < value("severance_share") else 0.0
    careers.settle_pay(person, month, amounts.between(world, "last_pay_months", detail[Detail.NAME]) + severance)
    careers.leave_job(person)
    person.unemployed_since_month = month
    person.draws_benefits = detail[Detail.OCCUPATION] < value("benefits_claim_share")


def student_job_started(person: Person, world: World, month: int, detail: Details) -> None:
    """Take a part-time job beside studies."""
    careers.take_student_job(person, world, month, detail[Detail.AMOUNT], detail[Detail.EMPLOYER])


def student_job_ended(person: Person, world: World, month: int, detail: Details) -> None:
    """Give up the part-time job."""
    careers.settle_pay(person, month, amounts.between(world, "last_pay_months", detail[Detail.CHOICE]))
    careers.leave_job(person)


def rehired(person: Person, world: World, month: int, detail: Details) -> None:
    """Find a job again, often for less."""
    _new_job(person, world, month, detail, person.previous_salary_annual_cents, "rehired_raise")


def first_job(person: Person, world: World, month: int, detail: Details) -> None:
    """Start a full-time job after college; the family stops sending money."""
    is_graduate = person.graduation_month > 0
    salary = amounts.first_salary(person, world, month, detail[Detail.AMOUNT], is_graduate)
    careers.take_job(person, world, month, salary, detail[Detail.EMPLOYER], detail[Detail.OCCUPATION])
    person.is_part_time = False
    person.family_support_monthly_cents = 0


def graduation(person: Person, world: World, month: int, detail: Details) -> None:
    """Finish college and look for a first job."""
    careers.settle_pay(person, month, amounts.between(world, "last_pay_months", detail[Detail.CHOICE]))
    careers.leave_job(person)
    person.occupation = careers.JOB_SEEKER
    person.work = Work.SEARCHING_FIRST_JOB


def dropped_out(person: Person, world: World, month: int, detail: Details) -> None:
    """Leave college without a degree and look for a first job."""
    graduation(person, world, month, detail)
    person.graduation_month = 0


def retirement(person: Person, world: World, month: int, detail: Details) -> None:
    """Stop working; unused vacation is paid with the last pay."""
    careers.settle_pay(person, month, amounts.between(world, "retirement_pay_months", detail[Detail.CHOICE]))
    person.retired_month = month
    careers.retire(person, world, month, detail[Detail.AMOUNT])


def engagement(person: Person, world: World, month: int, detail: Details) -> None:
    """Set the month of the wedding."""
    person.wedding_month = month + amounts.whole_between(world, "engagement_months", detail[Detail.CHOICE])


def marriage(person: Person, world: World, month: int, detail: Details) -> None:
    """Marry; some take the spouse's name."""
    households.wed(person, world, month, detail[Detail.CHOICE], detail[Detail.AMOUNT])
    person.wedding_month = person.upheaval_month = month
    chance = detail[Detail.NAME]
    share = world.assumptions.value(f"name_change_share_{person.gender}")
    if chance < share:
        person.last_name = world.catalog.names.last(int(chance / share * WORDS))
        person.name_changed_month = month


def divorce(person: Person, world: World, month: int, detail: Details) -> None:
    """Live apart, with less wealth and one income."""
    person.marital_status = MaritalStatus.DIVORCED
    person.wedding_month = 0
    person.partner_income_monthly_cents = 0
    person.elsewhere.scale_assets(world.assumptions.value("divorce_wealth_ratio"))
    person.upheaval_month = month


def bereavement(person: Person, world: World, month: int, detail: Details) -> None:
    """Lose the spouse; part of their income goes on as a survivor's pension."""
    person.marital_status = MaritalStatus.WIDOWED
    person.wedding_month = 0
    kept = world.assumptions.value("inheritance_share_of_partner_income")
    person.net_pension_monthly_cents += amounts.cents(person.partner_income_monthly_cents * kept)
    person.partner_income_monthly_cents = 0
    person.upheaval_month = month


def pregnancy(person: Person, world: World, month: int, detail: Details) -> None:
    """Expect a child in seven or eight months."""
    person.due_month = month + world.assumptions.whole("pregnancy_months_least") + int(detail[Detail.CHOICE] * 2)


def birth(person: Person, world: World, month: int, detail: Details) -> None:
    """Have a child."""
    born = months.first_ordinal(month) + day_of(person, world, month, Event.BIRTH, detail) - 1
    person.child_birth_ordinals = (*person.child_birth_ordinals, born)
    person.due_month = 0
    person.upheaval_month = month


def child_to_college(person: Person, world: World, month: int, detail: Details) -> None:
    """Let the eldest child go to college."""
    households.send_to_college(person, world, month)
    households.settle(person)


def move(person: Person, world: World, month: int, detail: Details) -> None:
    """Move, for some to another region; renters pay another rent, owners trade one home for another."""
    far = world.assumptions.value("move_far_share")
    if detail[Detail.PLACE] < far:
        person.region = int(world.catalog.places.pick[int(detail[Detail.PLACE] / far * STEPS)])
    person.moves += 1
    person.moved_month = person.upheaval_month = month
    if person.home == Home.RENTING:
        person.home_ownership = HomeOwnership.RENT
        person.rent_monthly_cents = amounts.rent(person, world, month, detail[Detail.HOME])
    else:
        person.home_value_cents = amounts.home_value(person, world, month, detail[Detail.HOME])


def home_purchase(person: Person, world: World, month: int, detail: Details) -> None:
    """Buy a home on a mortgage, here or with another lender."""
    person.home_ownership = HomeOwnership.MORTGAGE
    person.rent_monthly_cents = 0
    person.home_value_cents = amounts.home_price(person, world, month, detail[Detail.HOME])
    person.moves += 1
    person.moved_month = person.upheaval_month = person.home_bought_month = month


def started_leaving(person: Person, world: World, month: int, detail: Details) -> None:
    """Set out to move everything to another bank over some months."""
    length = amounts.whole_between(world, "leaving_months", detail[Detail.AMOUNT])
    start_leaving(person, world, month, length, detail[Detail.CHOICE])


def reconciled(person: Person, world: World, month: int, detail: Details) -> None:
    """Feel at home with the bank again, and stay."""
    person.leaving_since_month = person.leave_month = 0


def moved_main_bank(person: Person, world: World, month: int, detail: Details) -> None:
    """Do the banking at another bank, and keep the accounts here for the rest."""
    person.leaving_since_month = person.leave_month = 0
    person.is_main_bank = False


def made_main_bank(person: Person, world: World, month: int, detail: Details) -> None:
    """Let pay come here, and do the banking here."""
    person.is_main_bank = True


def went_dormant(person: Person, world: World, month: int, detail: Details) -> None:
    """Use another bank, and leave the accounts here as they are."""
    person.dormant_since_month = month


def returned(person: Person, world: World, month: int, detail: Details) -> None:
    """Use the accounts here again."""
    person.dormant_since_month = 0


def no_effect(person: Person, world: World, month: int, detail: Details) -> None:
    """Change nothing besides the state of the machine."""


EFFECTS: dict[Event, Effect] = {
    Event.JOINED: no_effect,
    Event.JOB_CHANGE: job_change,
    Event.PROMOTION: promotion,
    Event.JOB_LOSS: job_loss,
    Event.REHIRED: rehired,
    Event.MARRIAGE: marriage,
    Event.DIVORCE: divorce,
    Event.PREGNANCY: pregnancy,
    Event.BIRTH: birth,
    Event.MOVE: move,
    Event.HOME_PURCHASE: home_purchase,
    Event.GRADUATION: graduation,
    Event.DROPPED_OUT: dropped_out,
    Event.FIRST_JOB: first_job,
    Event.RETIREMENT: retirement,
    Event.CHILD_TO_COLLEGE: child_to_college,
    Event.BEREAVEMENT: bereavement,
    Event.STAGE_CHANGE: no_effect,
    Event.GREW_DISSATISFIED: no_effect,
    Event.RECONCILED: reconciled,
    Event.STARTED_LEAVING: started_leaving,
    Event.LEFT_BANK: no_effect,
    Event.WENT_DORMANT: went_dormant,
    Event.RETURNED: returned,
    Event.MOVED_MAIN_BANK: moved_main_bank,
    Event.MADE_MAIN_BANK: made_main_bank,
    Event.STUDENT_JOB_STARTED: student_job_started,
    Event.STUDENT_JOB_ENDED: student_job_ended,
    Event.ENGAGEMENT: engagement,
}
"""What each event does to a person."""


def start_leaving(person: Person, world: World, month: int, length: int, day: float) -> None:
    """Set out to leave from a month on, over `length` months."""
    person.loyalty = Loyalty.LEAVING
    person.leaving_since_month = month
    person.leave_month = month + length
    person.leave_day = amounts.whole_between(world, "leave_day", day)
