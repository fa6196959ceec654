"""What a household owns and owes at other institutions: state of a person, never seen by the bank but for the payments."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from c360sim.money import BASIS_POINTS


class Holding(StrEnum):
    """What is held elsewhere, spelled as in the columns `<holding>_elsewhere_cents` of truth/customer_month."""

    SAVINGS = "savings"
    CERTIFICATES = "certificates"
    STOCKS = "stocks"
    FUNDS = "funds"
    RETIREMENT = "retirement"
    LIFE_CASH = "life_cash"
    CARD_DEBT = "card_debt"
    MORTGAGE = "mortgage"
    VEHICLE_LOAN = "vehicle_loan"
    STUDENT_LOAN = "student_loan"


ASSETS = (Holding.SAVINGS, Holding.CERTIFICATES, Holding.STOCKS, Holding.FUNDS, Holding.RETIREMENT, Holding.LIFE_CASH)
WEALTH = (Holding.SAVINGS, Holding.CERTIFICATES, Holding.STOCKS, Holding.FUNDS)
"""Assets that can be had at once: what a down payment is made from."""


@dataclass(slots=True)
class OutsideLoan:
    """A loan of another lender: integer cents, basis points a year."""

    owed_cents: int
    rate_bp: int
    payment_cents: int

    def pay(self) -> None:
        """Let a month pass in which the installment is paid: interest is added, the payment taken off."""
        self.owed_cents = max(self.owed_cents + self.owed_cents * self.rate_bp // (12 * BASIS_POINTS) - self.payment_cents, 0)


@dataclass(slots=True)
class Elsewhere:
    """The household's holdings at other institutions; a spouse's are among them. Amounts are cents."""

    assets: dict[Holding, int] = field(default_factory=dict)
    equity_ratio: float = 0.0
    """Part of the retirement savings that is in shares."""
    card_debt_cents: int = 0
    """Carried from month to month on cards of other banks."""
    loans: dict[Holding, OutsideLoan] = field(default_factory=dict)
    next_vehicle: OutsideLoan | None = None
    """The loan that the next car will be bought with, in `next_vehicle_month`; None where cars are paid in cash."""
    next_vehicle_month: int = 0

    @property
    def wealth_cents(self) -> int:
        """What could be spent on a home."""
        return sum(self.assets.get(holding, 0) for holding in WEALTH)

    @property
    def equity_cents(self) -> int:
        """What is in shares, directly, in funds and in retirement savings."""
        direct = self.assets.get(Holding.STOCKS, 0) + self.assets.get(Holding.FUNDS, 0)
        return direct + int(self.assets.get(Holding.RETIREMENT, 0) * self.equity_ratio)

    def cents(self, holding: Holding) -> int:
        """Return what is owned or owed of a kind."""
        if holding == Holding.CARD_DEBT:
            return self.card_debt_cents
        loan = self.loans.get(holding)
        return loan.owed_cents if loan else self.assets.get(holding, 0)

    def payment_cents(self, holding: Holding) -> int:
        """Return the installment a month of a loan, 0 for none."""
        loan = self.loans.get(holding)
        return loan.payment_cents if loan else 0

    def scale_assets(self, ratio: float) -> None:
        """Multiply every asset, in whole cents: a year's growth, or the half kept after a divorce."""
        for holding in self.assets:
            self.assets[holding] = int(self.assets[holding] * ratio)

    def pass_month(self, month: int, studies: bool) -> bool:
        """Pay the installments of a month (student loans rest while one studies); return whether a loan began or ended."""
        changed = False
        for holding in list(self.loans):
            if holding == Holding.STUDENT_LOAN and studies:
                continue
            loan = self.loans[holding]
            loan.pay()
            if not loan.owed_cents:
                del self.loans[holding]
                changed = True
        if self.next_vehicle is not None and month >= self.next_vehicle_month and Holding.VEHICLE_LOAN not in self.loans:
            self.loans[Holding.VEHICLE_LOAN], self.next_vehicle = self.next_vehicle, None
            changed = True
        return changed
