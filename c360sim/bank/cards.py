"""Credit cards: statements, due dates, minimum payments, interest, late and annual fees.

A card has one statement day (7..28) and one due day a month. The due day, `card_due_days` after last
month's statement day, always comes before this month's statement day. Interest is charged on the statement
day, on the end-of-day balances since the last one (that day included), unless the last statement was paid in
full by its due day. A statement holds what is owed at the close of its day.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from c360sim import months
from c360sim.bank.batch import Batch, settle
from c360sim.bank.core import Core
from c360sim.bank.dues import Dues
from c360sim.bank.postings import IS_DECLINABLE, Posting, Postings
from c360sim.bank.settle import BLOCKED, NO_FLOOR
from c360sim.bank.table import Column, Table, column, sum_by
from c360sim.money import BASIS_POINTS, Cents, divide_columns
from c360sim.streams import field
from c360sim.vocabulary import Family

DAYS_IN_YEAR = 365
FIRST_STATEMENT_DAY, LAST_STATEMENT_DAY = 7, 28
STATEMENT_WORD = 1
"""Which of an account's words decides its statement day."""


@dataclass(slots=True)
class CardTerms(Table):
    """What the bank keeps of each card between months, by ledger row (zeros for other accounts)."""

    statement_day: Column = column()
    opened_month: Column = column()
    statement_cents: Column = column()
    minimum_cents: Column = column()
    """Minimum payment of the last statement, what was overdue then included."""
    overdue_cents: Column = column()
    """Part of the last statement's minimum that was overdue already."""
    paid_cents: Column = column()
    """Payments that came in after the last statement day (refunds lower what is owed, but are no payments)."""
    cycle_cents: Column = column()
    """Sum of end-of-day amounts owed from the last statement day to the end of last month."""
    past_due_since: Column = column()
    """Ordinal of the oldest due day not met, 0 for none."""
    late_fee_month: Column = column()


class Cards:
    """The card department."""

    def __init__(self, core: Core) -> None:
        self.core = core
        self.terms = CardTerms()

    def add(self, accounts: Column, month: int) -> None:
        """Take on new ledger rows (of every family), as of the start of a month; balances are those of the eve."""
        ledger, terms = self.core.ledger, self.terms
        terms.extend(len(accounts))
        cards = accounts[ledger.family[accounts] == Family.CARD]
        span = LAST_STATEMENT_DAY - FIRST_STATEMENT_DAY + 1
        statement_day = FIRST_STATEMENT_DAY + field(self.core.words(cards, STATEMENT_WORD), 0) % span
        owed = ledger.balance_cents[cards]
        terms.statement_day[cards] = statement_day
        terms.opened_month[cards] = months.of_ordinals(ledger.opened_on[cards])
        terms.statement_cents[cards] = owed
        terms.minimum_cents[cards] = self.minimum(owed, np.zeros_like(owed), np.zeros_like(owed))
        terms.cycle_cents[cards] = owed * (months.days_in(month - 1) - statement_day + 1)

    def due_day(self, month: int) -> Column:
        """Return the day of this month on which each card's last statement is due (meaningless for other rows)."""
        return self.terms.statement_day + self.core.rules.card_due_days - months.days_in(month - 1)

    def dues(self, month: int) -> Dues:
        """Return the statements due this month, as far as they are not paid yet."""
        ledger, terms, first = self.core.ledger, self.terms, months.first_ordinal(month)
        cards = ledger.of(Family.CARD)
        due_day = self.due_day(month)[cards]
        full = terms.statement_cents[cards] - terms.paid_cents[cards]
        closing = ledger.closing_on[cards]
        is_due = (full > 0) & ((closing == 0) | (first + due_day - 1 <= closing))
        cards, due_day, full = cards[is_due], due_day[is_due], full[is_due]
        since = terms.past_due_since[cards]
        return Dues.of(
            ledger,
            cards,
            due_day=due_day,
            minimum_cents=np.clip(terms.minimum_cents[cards] - terms.paid_cents[cards], 0, full),
            full_cents=full,
            installment_cents=full,
            overdue_cents=np.clip(terms.overdue_cents[cards] - terms.paid_cents[cards], 0, full),
            payoff_cents=ledger.balance_cents[cards],
            months_overdue=np.where(since > 0, (first - since) // 30 + 1, 0),
        )

    def run(self, batch: Batch, month: int) -> tuple[Postings, Column]:
        """Live a month of cards: decline purchases without credit, charge fees and interest, make statements.

        Returns the charges, and the cards whose minimum payment was missed (none of those paid off and closed this month).
        """
        cards = self.core.ledger.of(Family.CARD)
        cycle = _Cycle(self, batch, cards, month)
        fees = Postings.concat([cycle.late_fees(), cycle.annual_fees()])
        self._settle(batch, cards, fees)
        interest = cycle.interest(fees)
        charges = Postings.concat([fees, interest])
        # interest can take away credit that a later purchase used
        self._settle(batch, interest.account, charges)
        cycle.make_statements(charges)
        return charges, cards[cycle.is_late]

    def _settle(self, batch: Batch, cards: Column, charges: Postings) -> None:
        """Decline purchases that some cards' limits do not allow, or on cards blocked for arrears."""
        ledger, rules = self.core.ledger, self.core.rules
        is_blocked = ledger.days_past_due >= rules.card_block_days
        lowest = batch.lowest_cents + sum_by(charges.account, charges.cents, len(ledger)) - ledger.balance_cents
        is_tight = np.zeros(len(ledger), bool)
        is_tight[cards] = (is_blocked | (lowest < -ledger.limit_cents))[cards]
        rows = batch.on(is_tight)
        account = batch.postings.account[rows]
        floor = np.where(is_blocked, BLOCKED, -ledger.limit_cents)[account]
        floor = np.where(IS_DECLINABLE[batch.postings.kind[rows]] & (batch.postings.cents[rows] < 0), floor, NO_FLOOR)
        charges = charges.take(is_tight[charges.account])
        settle(batch, rows, charges, -ledger.balance_cents, floor, rules)

    def minimum(self, owed: Cents, charges: Cents, overdue: Cents) -> Cents:
        """Return the minimum payment: a share of what is owed plus the cycle's charges, a floor, and what is overdue."""
        rules = self.core.rules
        share = divide_columns(np.maximum(owed, 0) * rules.card_minimum_bp, BASIS_POINTS)
        asked = np.maximum(share + charges, rules.card_minimum_floor_cents) + overdue
        minimum: Cents = np.clip(asked, 0, np.maximum(owed, 0))
        return minimum


class _Moves(NamedTuple):
    """Postings on cards, as far as balances need them."""

    account: Column
    day: Column
    cents: Cents


class _Cycle:
    """One month of the open cards; columns by position among `cards`."""

    def __init__(self, department: Cards, batch: Batch, cards: Column, month: int) -> None:
        self.department, self.batch, self.cards, self.month = department, batch, cards, month
        core, terms = department.core, department.terms
        self.first, self.days = months.first_ordinal(month), months.days_in(month)
        self.owed = core.ledger.balance_cents[cards]
        self.statement_day = terms.statement_day[cards]
        self.due_day = department.due_day(month)[cards]
        closing = core.ledger.closing_on[cards]
        self.last_day = np.where(closing > 0, closing - self.first + 1, self.days)
        self.minimum = terms.minimum_cents[cards]
        self.rows = batch.of(Family.CARD)
        self.wanted, kind = _moves(batch, self.rows), batch.postings.kind[self.rows]
        self.payments = _moves(batch, self.rows[(kind == Posting.CARD_PAYMENT_IN) | (kind == Posting.CARD_PAYMENT_FROM_OUTSIDE)])
        self.paid_by_due = terms.paid_cents[cards] + self._paid(self.due_day)
        has_statement = (terms.statement_cents[cards] > 0) & (self.due_day < self.last_day)
        self.is_late = has_statement & (self.paid_by_due < self.minimum) & (closing == 0)
        self.is_full = self.paid_by_due >= terms.statement_cents[cards]
        self.is_stated = self.statement_day <= self.last_day

    def _moves_with(self, charges: Postings) -> _Moves:
        """Return all that moves the cards' balances, charges included; what is declined by now moves nothing."""
        moved = np.where(self.batch.is_alive[self.rows], self.wanted.cents, 0)
        account = np.concatenate([self.wanted.account, charges.account])
        return _Moves(account, np.concatenate([self.wanted.day, charges.day]), np.concatenate([moved, charges.cents]))

    def _by_card(self, account: Column, values: Cents) -> Cents:
        """Return the sum of values per card."""
        return sum_by(account, values, len(self.department.core.ledger))[self.cards]

    def _paid(self, until: Column) -> Cents:
        """Return the payments of this month up to a day of each card."""
        limit = np.zeros(len(self.department.core.ledger), np.int64)
        limit[self.cards] = until
        rows = self.payments
        return self._by_card(rows.account, np.where(rows.day <= limit[rows.account], rows.cents, 0))

    def late_fees(self) -> Postings:
        """Return the late fees, the day after the due day: more for one repeated soon, never above the minimum payment."""
        rules, terms = self.department.core.rules, self.department.terms
        late, minimum = self.cards[self.is_late], self.minimum[self.is_late]
        is_repeat = self.month - terms.late_fee_month[late] <= rules.card_late_fee_repeat_months
        fee = np.minimum(np.where(is_repeat, rules.card_late_fee_repeat_cents, rules.card_late_fee_first_cents), minimum)
        terms.late_fee_month[late] = self.month
        return Postings.of(late, self.due_day[self.is_late] + 1, -fee, Posting.LATE_FEE)

    def annual_fees(self) -> Postings:
        """Return the annual fees, on the statement day of the month of the year in which the card was opened."""
        core, opened = self.department.core, self.department.terms.opened_month[self.cards]
        annual = np.array([product.annual_fee_cents for product in core.catalog.products.all], np.int64)
        fee = annual[core.ledger.product[self.cards]]
        charged = (fee > 0) & (opened < self.month) & ((self.month - opened) % 12 == 0) & self.is_stated
        return Postings.of(self.cards[charged], self.statement_day[charged], -fee[charged], Posting.ANNUAL_FEE)

    def interest(self, fees: Postings) -> Postings:
        """Return the interest on the average daily balance of cards whose last statement was not paid in full."""
        core, terms = self.department.core, self.department.terms
        rows = self._moves_with(fees)
        before = np.maximum(terms.statement_day[rows.account] - rows.day, 0)
        cycle = terms.cycle_cents[self.cards] + self.owed * (self.statement_day - 1) - self._by_card(rows.account, rows.cents * before)
        cents = divide_columns(np.maximum(cycle, 0) * core.ledger.rate_bp[self.cards], BASIS_POINTS * DAYS_IN_YEAR)
        charged = (cents > 0) & ~self.is_full & self.is_stated
        return Postings.of(self.cards[charged], self.statement_day[charged], -cents[charged], Posting.CARD_INTEREST)

    def make_statements(self, charges: Postings) -> None:
        """Close the cycle: what is owed at the close of the statement day, the minimum payment, what is past due."""
        terms, cards = self.department.terms, self.cards
        rows = self._moves_with(charges)
        is_after = rows.day > terms.statement_day[rows.account]
        owed = self.owed - self._by_card(rows.account, np.where(is_after, 0, rows.cents))
        paid = terms.paid_cents[cards] + self._paid(self.statement_day)
        overdue = np.maximum(np.where(terms.statement_cents[cards] > 0, self.minimum - paid, 0), 0)
        self._note_arrears()
        charged = -self._by_card(charges.account, charges.cents)
        later = self._by_card(rows.account, np.where(is_after, rows.cents * (self.days - rows.day + 1), 0))
        terms.statement_cents[cards] = owed
        terms.minimum_cents[cards] = self.department.minimum(owed, charged, overdue)
        terms.overdue_cents[cards] = overdue
        terms.cycle_cents[cards] = owed * (self.days - self.statement_day + 1) - later
        terms.paid_cents[cards] = self._paid(np.full(len(cards), self.days)) - self._paid(self.statement_day)
        is_cured = overdue <= terms.paid_cents[cards]
        terms.past_due_since[cards[is_cured]] = 0

    def _note_arrears(self) -> None:
        """Remember the oldest due day not met: an older one stays unless what was overdue then has come in."""
        terms, cards = self.department.terms, self.cards
        since = terms.past_due_since[cards]
        keeps = (since > 0) & (self.paid_by_due < terms.overdue_cents[cards])
        terms.past_due_since[cards] = np.where(self.is_late, np.where(keeps, since, self.first + self.due_day - 1), 0)


def _moves(batch: Batch, rows: Column) -> _Moves:
    wanted = batch.postings
    return _Moves(wanted.account[rows], wanted.day[rows], wanted.cents[rows])
