"""The terms on which products are opened: which product of a family, at what rate, limit, term and cover."""

from __future__ import annotations

from c360sim import economy, months
from c360sim.bank.requests import OpenAccount
from c360sim.catalog.products import Product
from c360sim.customer.people import amounts, tables
from c360sim.customer.people.annuity import installment_ratio, remaining_ratio
from c360sim.customer.people.outside import Holding, OutsideLoan
from c360sim.customer.people.person import Person
from c360sim.customer.people.ranks import blend_of_one, clamp
from c360sim.customer.people.states import STUDIES
from c360sim.customer.people.world import World
from c360sim.distributions import lean, lognormal_of_ranks
from c360sim.vocabulary import Family, HomeOwnership

SERVICE = {
    Family.AUTO_LOAN: "auto_payment_income_ratio",
    Family.PERSONAL_LOAN: "personal_payment_income_ratio",
    Family.STUDENT_LOAN: "student_payment_income_ratio",
}


class Applicant:
    """Someone who opens accounts: what the bank looks at and what they can afford."""

    __slots__ = ("adoption", "earned", "family_earned", "month", "numbers", "person", "score", "world")

    def __init__(self, person: Person, world: World, month: int) -> None:
        self.person, self.world, self.month = person, world, month
        self.numbers = tables.numbers(world.assumptions, person.persona)
        self.adoption = tables.adoption(world.assumptions, person.persona)
        self.earned = amounts.income_monthly(person, world, month)
        self.family_earned = self.earned + int(self.numbers["partner_debt_share"] * person.partner_income_monthly_cents)
        self.score = blend_of_one(person.earning, person.diligence)

    @property
    def eve(self) -> int:
        """The day before the window."""
        return months.first_ordinal(self.world.start_month) - 1

    def product(self, code: str) -> Product:
        """Return the product with this code."""
        return self.world.catalog.products.by_code[code]

    def usual_cents(self, family: Family, *draws: float) -> float:
        """Return the usual amount of a family, spread lognormally by draws (or ranks) that weigh alike."""
        found = self.adoption[family]
        return lognormal_of_ranks(found.median_cents, found.sigma, *draws)


def deposit(who: Applicant, code: str, opened_on: int, balance_cents: int, from_outside: bool = True) -> OpenAccount:
    """Open a checking, savings or certificate account at the middle of the product's rates, with the deposit it asks at least."""
    product = who.product(code)
    rate = (product.rate_low_bp + product.rate_high_bp) // 2
    cents = max(balance_cents, product.min_balance_cents)
    return OpenAccount(who.person.row, code, opened_on, cents, rate, funded_from_outside=from_outside)


def checking_code(who: Applicant, draw: float) -> str:
    """Return the checking account that suits: by studies, income and taste."""
    numbers = who.numbers
    if who.person.work in STUDIES:
        return "student_checking"
    if who.earned >= numbers["private_checking_income_usd"] * 100 and draw < numbers["premium_share"]:
        return "private_checking"
    if who.earned >= numbers["premium_checking_income_usd"] * 100 and draw < numbers["premium_share"]:
        return "premium_checking"
    return "interest_checking" if draw > 1 - numbers["interest_checking_share"] else "everyday_checking"


def savings_code(who: Applicant, draw: float, balance_cents: float) -> str:
    """Return the savings account that suits: money market or premium for large balances, high yield for the agile."""
    numbers, products = who.numbers, who.world.catalog.products.by_code
    if balance_cents >= products["money_market"].min_balance_cents and draw < numbers["money_market_share"]:
        return "money_market"
    if draw > 1 - numbers["high_yield_share"] * 2 * who.person.technology:
        return "high_yield_savings"
    return "premium_savings" if balance_cents >= products["premium_savings"].min_balance_cents else "everyday_savings"


def card_code(who: Applicant, nth: int, draw: float) -> str:
    """Return the card that suits someone's nth application."""
    numbers, person = who.numbers, who.person
    if person.work in STUDIES:
        return "student_card"
    roams = person.wanderlust > numbers["travel_card_wanderlust"] and numbers["trips_monthly"] > numbers["travel_card_trips"]
    if nth == 0 and roams:
        return "travel_card"
    if who.earned >= numbers["platinum_income_usd"] * 100 and draw < numbers["premium_share"]:
        return "platinum_card"
    if who.earned >= numbers["gold_income_usd"] * 100 and draw < numbers["premium_share"]:
        return "gold_card"
    return "cash_back_card" if (draw * 2 + nth) % 2 < 1 else "classic_card"


def card(who: Applicant, code: str, opened_on: int, draw: float) -> OpenAccount:
    """Open a card: the better the score, the higher the limit and the lower the rate."""
    numbers, product = who.numbers, who.product(code)
    least, most = numbers["limit_income_ratio_least"], numbers["limit_income_ratio_most"]
    wanted = who.earned * (least + (most - least) * who.score) * lean(numbers["limit_offer_least"], draw)
    highest = numbers["student_limit_most_usd"] if code == "student_card" else numbers["limit_most_usd"]
    limit = int(clamp(wanted, numbers["limit_least_usd"] * 100, highest * 100)) // 10_000 * 10_000
    return OpenAccount(who.person.row, code, opened_on, rate_bp=rate_bp(who, product), limit_cents=limit)


def rate_bp(who: Applicant, product: Product) -> int:
    """Return the rate someone is charged: the lowest for the best score."""
    return product.rate_low_bp + int((product.rate_high_bp - product.rate_low_bp) * (1 - who.score))


def loan(
    who: Applicant, family: Family, opened_on: int, draws: tuple[float, float, float], room: float, elapsed: int = 0
) -> OpenAccount | None:
    """Open an auto, personal or student loan whose installment fits into `room` cents a month; None where none does.

    `draws` choose product, amount and term; the loan is `elapsed` months old.
    """
    numbers = who.numbers
    code = _loan_code(who, family, draws[0])
    rate = rate_bp(who, who.product(code))
    term = loan_term(who, family, draws[0], draws[2])
    ratio = installment_ratio(rate, term)
    most = min(numbers[SERVICE[family]] * numbers["loan_payment_spread"] * who.earned, room) / ratio
    principal = int(min(who.usual_cents(family, draws[1]), most)) // 10_000 * 10_000
    if principal < numbers["loan_least_usd"] * 100 or elapsed >= term:
        return None
    return _lent(who, code, opened_on, principal, rate, term, elapsed)


def loan_term(who: Applicant, family: Family, product_draw: float, draw: float) -> int:
    """Return the months of the loan that `loan` opens with these draws of product and term."""
    terms = who.product(_loan_code(who, family, product_draw)).terms_months
    return terms[int(draw * len(terms))]


def _loan_code(who: Applicant, family: Family, draw: float) -> str:
    if family == Family.AUTO_LOAN:
        return "used_auto_loan" if draw < who.numbers["used_car_share"] else "auto_loan"
    if family == Family.STUDENT_LOAN:
        return "student_loan"
    return "debt_consolidation_loan" if draw < who.numbers["consolidation_share"] else "personal_loan"


def _lent(who: Applicant, code: str, opened_on: int, principal: int, rate: int, term: int, elapsed: int) -> OpenAccount:
    owed = int(principal * remaining_ratio(rate, term, elapsed))
    return OpenAccount(who.person.row, code, opened_on, owed, rate, principal_cents=principal, term_months=term, months_elapsed=elapsed)


def mortgage(who: Applicant, opened_on: int, draws: tuple[float, float, float], elapsed: int = 0) -> OpenAccount:
    """Open a mortgage on the person's home, no larger than income carries; the rest was paid down at purchase.

    `draws` choose term, loan to value and rate.
    """
    numbers = who.numbers
    (short,), (long,) = who.product("mortgage_15").terms_months, who.product("mortgage_30").terms_months
    is_short = draws[0] < numbers["short_mortgage_share"] and elapsed < short
    code, term = ("mortgage_15", short) if is_short else ("mortgage_30", long)
    rate = _mortgage_rate(who, opened_on, draws[2])
    price = who.person.home_value_cents
    for _ in range(elapsed // 12):
        price = int(price / (1 + numbers["home_price_growth"]))
    least, most = numbers["loan_to_value_least"], numbers["loan_to_value_most"]
    carried = numbers["mortgage_service_most"] * who.family_earned / installment_ratio(rate, term)
    lent = max(min(price * (least + (most - least) * draws[1]), carried), numbers["mortgage_least_usd"] * 100)
    principal = int(lent) // 100_000 * 100_000
    return _lent(who, code, opened_on, principal, rate, term, elapsed)


def _mortgage_rate(who: Applicant, opened_on: int, draw: float) -> int:
    """Return the market's rate of the year of lending, better for a better score and a better offer."""
    numbers = who.numbers
    was_low = months.of_ordinal(opened_on) // 12 < numbers["low_rate_until_year"]
    market = int(numbers["low_mortgage_rate_bp"]) if was_low else economy.rate_bp(who.world.assumptions, "mortgage_rate")
    return market + int(numbers["mortgage_rate_spread_bp"] * (1 - who.score - draw))


def monthly_installment(request: OpenAccount) -> int:
    """Return the installment of a loan in cents per month."""
    return int(request.principal_cents * installment_ratio(request.rate_bp, request.term_months))


def policy(who: Applicant, family: Family, opened_on: int, draw: float) -> OpenAccount:
    """Open an insurance policy with a cover that suits home, income and household."""
    person, numbers = who.person, who.numbers
    code = _policy_code(who, family, draw)
    cover = who.usual_cents(family, draw)
    if family == Family.HOME_INSURANCE:
        cover = float(person.home_value_cents)
    if family == Family.LIFE_INSURANCE:
        by_income = who.earned * 12 * numbers["life_cover_income_years"] * lean(numbers["life_cover_spread_least"], draw)
        part = numbers["life_cover_income_part"]
        cover = (1 - part) * cover + part * by_income
    beneficiaries = 0
    if family == Family.LIFE_INSURANCE:
        beneficiaries = max(1, len(person.child_birth_ordinals) + (person.partner_income_monthly_cents > 0))
    insured = int(cover) // 500_000 * 500_000 or 500_000
    term = _policy_term(who, code, opened_on)
    return OpenAccount(person.row, code, opened_on, term_months=term, coverage_cents=insured, beneficiaries=beneficiaries)


def _policy_term(who: Applicant, code: str, opened_on: int) -> int:
    """Return the longest term that lasts till now and ends by the age to which lives are insured; 0 for a policy without end."""
    terms = who.product(code).terms_months
    elapsed = months.of_ordinal(who.eve) - months.of_ordinal(opened_on)
    room = 12 * (who.numbers["life_cover_until_age"] - who.person.age(opened_on))
    lasting = [term for term in terms if term > elapsed] or terms
    return max([term for term in lasting if term <= room] or lasting[:1], default=0)


def _policy_code(who: Applicant, family: Family, draw: float) -> str:
    if family == Family.LIFE_INSURANCE:
        return "whole_life" if draw < who.numbers["whole_life_share"] else "term_life"
    return family.name.lower()


def cover_family(person: Person) -> Family:
    """Return the family that insures the person's home: as owner or as renter."""
    return Family.RENTERS_INSURANCE if person.home_ownership == HomeOwnership.RENT else Family.HOME_INSURANCE


def investment(who: Applicant, family: Family, opened_on: int, balance_cents: int, from_outside: bool = True) -> OpenAccount:
    """Open a brokerage, retirement or education savings account."""
    person, numbers = who.person, who.numbers
    code = "education_529"
    if family == Family.BROKERAGE:
        least = who.product("managed_portfolio").min_balance_cents
        is_managed = person.boldness < numbers["boldness_managed"] and balance_cents >= least
        code = "managed_portfolio" if is_managed else "brokerage"
    elif family == Family.RETIREMENT:
        code = "roth_ira" if person.age(opened_on) < numbers["roth_until_age"] else "traditional_ira"
    return OpenAccount(person.row, code, opened_on, balance_cents, funded_from_outside=from_outside)


def owe_for_home(person: Person, request: OpenAccount) -> None:
    """Note a mortgage of another lender on the terms of a request."""
    payment = int(request.principal_cents * installment_ratio(request.rate_bp, request.term_months))
    person.outside_mortgage_monthly_cents = payment
    person.elsewhere.owe(Holding.MORTGAGE, OutsideLoan(request.balance_cents, request.rate_bp, payment))
