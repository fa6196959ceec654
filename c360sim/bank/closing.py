"""Closing accounts: when, and the postings that bring each to zero on its closing day."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from c360sim import months
from c360sim.bank import deposits, fees
from c360sim.bank.core import Core
from c360sim.bank.holdings import first_open
from c360sim.bank.journal import Journal
from c360sim.bank.loans import Loans, is_loan
from c360sim.bank.postings import Posting, Postings
from c360sim.bank.repayment import pay_off
from c360sim.bank.requests import CloseFamily, Leave
from c360sim.bank.table import Column, Mask, running, starts_of
from c360sim.streams import field
from c360sim.vocabulary import Family

CLOSING_WORD = 5
"""Which of an account's words decides the day on which one of a family closes."""


def mark(core: Core, leaves: Sequence[Leave], closes: Sequence[CloseFamily], month: int) -> None:
    """Set the closing day of accounts to close this month, never before they were opened.

    Who leaves closes everything on one day. Accounts of a family close on a day of their own; cards and loans on the last.
    """
    ledger = core.ledger
    days, first = months.days_in(month), months.first_ordinal(month)
    if closes:
        wanted = np.zeros((len(core.customer_ids), len(Family)), bool)
        wanted[[close.customer for close in closes], [close.family for close in closes]] = True
        rows = np.flatnonzero(ledger.is_open & wanted[ledger.customer, ledger.family])
        drawn = field(core.words(rows, CLOSING_WORD, month), 0) * days // 65536
        is_credit = (ledger.family[rows] >= Family.CARD) & (ledger.family[rows] <= Family.STUDENT_LOAN)
        ledger.closing_on[rows] = np.maximum(first + np.where(is_credit, days - 1, drawn), ledger.opened_on[rows])
    if leaves:
        leaving = np.zeros(len(core.customer_ids), np.int64)
        leaving[[leave.customer for leave in leaves]] = [first + min(max(leave.day, 1), days) - 1 for leave in leaves]
        rows = np.flatnonzero(ledger.is_open & (leaving[ledger.customer] > 0))
        ledger.closing_on[rows] = np.maximum(leaving[ledger.customer[rows]], ledger.opened_on[rows])


def close_accounts(core: Core, loans: Loans, journal: Journal) -> Column:
    """Pay interest on deposits, bring accounts that close this month to zero, and return them.

    Money goes to checking where it stays open, else to another bank; so checking comes last.
    """
    ledger = core.ledger
    closing = np.flatnonzero(ledger.is_open & (ledger.closing_on > 0))
    family = ledger.family[closing]
    journal.post(deposits.interest(core, journal, ledger.of(Family.SAVINGS, Family.CERTIFICATE)))
    saved = closing[(family == Family.SAVINGS) | (family == Family.CERTIFICATE)]
    journal.post(_empty(core, journal, saved, (Posting.OWN_TRANSFER_OUT, Posting.OWN_TRANSFER_IN), Posting.CLOSING_TRANSFER_OUT))
    invested = closing[family >= Family.BROKERAGE]
    journal.post(_empty(core, journal, invested, (Posting.WITHDRAWAL_OUT, Posting.WITHDRAWAL_IN), Posting.WITHDRAWAL_TO_OUTSIDE))
    journal.post(pay_off(loans, journal, closing[is_loan(family)], core.catalog.payers.other_lender))
    journal.post(_clear_cards(core, journal, closing[family == Family.CARD]))
    checking = ledger.of(Family.CHECKING)
    journal.post(deposits.interest(core, journal, checking))
    journal.post(fees.maintenance(core, journal, ledger.of(Family.CHECKING, Family.SAVINGS)))
    journal.post(_empty_checking(core, journal, closing[family == Family.CHECKING]))
    ledger.close(closing, ledger.closing_on[closing])
    return closing


def _target(core: Core, accounts: Column) -> Column:
    """Return the owner's checking account that is open on the closing day and stays open, -1 for none."""
    ledger = core.ledger
    checking = first_open(core, Family.CHECKING)[ledger.customer[accounts]]
    stays = (checking >= 0) & (ledger.closing_on[checking] == 0) & (ledger.opened_on[checking] <= ledger.closing_on[accounts])
    return np.where(stays, checking, -1)


def _transfer(core: Core, source: Column, target: Column, day: Column, cents: Column, kinds: tuple[Posting, Posting]) -> Postings:
    """Return both legs of transfers between own accounts."""
    pair = core.new_pairs(len(source))
    return Postings.concat([Postings.of(source, day, -cents, kinds[0], pair=pair), Postings.of(target, day, cents, kinds[1], pair=pair)])


def _outward(core: Core, accounts: Column, journal: Journal, kind: Posting) -> Postings:
    """Return what moves the rest of each account to another bank."""
    day = journal.day_of(core.ledger.closing_on[accounts])
    return Postings.of(accounts, day, -journal.position_cents[accounts], kind, payer=core.catalog.payers.other_bank)


def _empty(core: Core, journal: Journal, accounts: Column, kinds: tuple[Posting, Posting], outward: Posting) -> Postings:
    """Return what moves all money of savings or investments to checking, or out."""
    accounts = accounts[journal.position_cents[accounts] != 0]
    target = _target(core, accounts)
    stays = target >= 0
    inside = accounts[stays]
    day = journal.day_of(core.ledger.closing_on[inside])
    within = _transfer(core, inside, target[stays], day, journal.position_cents[inside], kinds)
    return Postings.concat([within, _outward(core, accounts[~stays], journal, outward)])


def _clear_cards(core: Core, journal: Journal, cards: Column) -> Postings:
    """Return what clears cards: paid from checking as far as its money reaches, else from another bank."""
    ledger = core.ledger
    owed = -journal.position_cents[cards]
    cards, owed = cards[owed > 0], owed[owed > 0]
    order = np.argsort(ledger.customer[cards], kind="stable")
    cards, owed = cards[order], owed[order]
    checking = first_open(core, Family.CHECKING)[ledger.customer[cards]]
    reaches = running(owed, starts_of(ledger.customer[cards])) <= journal.position_cents[checking]
    inside: Mask = (checking >= 0) & reaches & _is_settled(core, journal, checking, cards)
    day = journal.day_of(ledger.closing_on[cards])
    kinds = (Posting.CARD_PAYMENT_OUT, Posting.CARD_PAYMENT_IN)
    within = _transfer(core, checking[inside], cards[inside], day[inside], owed[inside], kinds)
    from_outside = _outward(core, cards[~inside], journal, Posting.CARD_PAYMENT_FROM_OUTSIDE)
    in_credit = np.flatnonzero(ledger.is_open & (ledger.closing_on > 0) & (ledger.family == Family.CARD) & (journal.position_cents > 0))
    return Postings.concat([within, from_outside, _outward(core, in_credit, journal, Posting.CLOSING_TRANSFER_OUT)])


def _is_settled(core: Core, journal: Journal, checking: Column, cards: Column) -> Mask:
    """Return which cards close on a day after which nothing else posts to checking: its position is that day's balance."""
    on, ends = core.ledger.closing_on[cards], core.ledger.closing_on[checking]
    is_settled: Mask = np.where(ends == 0, on == journal.last, on == ends)
    return is_settled


def _empty_checking(core: Core, journal: Journal, accounts: Column) -> Postings:
    """Return what empties checking accounts; one overdrawn is written off."""
    position = journal.position_cents[accounts]
    overdrawn = accounts[position < 0]
    day = journal.day_of(core.ledger.closing_on[overdrawn])
    written_off = Postings.of(overdrawn, day, -journal.position_cents[overdrawn], Posting.CHARGE_OFF)
    return Postings.concat([_outward(core, accounts[position > 0], journal, Posting.CLOSING_TRANSFER_OUT), written_off])
