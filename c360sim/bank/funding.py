"""The postings of an opening day: deposits, contributions and loans paid out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from c360sim import months
from c360sim.bank.core import Core
from c360sim.bank.days import first_day_of
from c360sim.bank.holdings import first_open
from c360sim.bank.postings import Posting, Postings
from c360sim.bank.requests import OpenAccount
from c360sim.bank.table import Column, Mask
from c360sim.vocabulary import Family


class Funding:
    """Funds accounts (ledger rows) opened in the window as their requests say."""

    def __init__(self, core: Core, rows: Column, requests: Sequence[OpenAccount]) -> None:
        ledger = core.ledger
        self._core, self._rows = core, rows
        self._family = ledger.family[rows]
        self._deposit = np.array([request.balance_cents for request in requests], np.int64)
        self._from_outside = np.array([request.funded_from_outside for request in requests], bool)
        opened_on = ledger.opened_on[rows]
        self._day = opened_on - first_day_of(months.of_ordinals(opened_on)) + 1
        self._checking = first_open(core, Family.CHECKING)[ledger.customer[rows]]
        self._has_checking = (self._checking >= 0) & (self._checking != rows) & (ledger.opened_on[self._checking] <= opened_on)

    def postings(self) -> Postings:
        """Return all of them."""
        return Postings.concat([*self._deposits(), *self._loans()])

    def _deposits(self) -> list[Postings]:
        funded = self._deposit > 0
        inside = funded & self._has_checking & ~self._from_outside
        outside = funded & ~inside
        is_casa, is_securities = self._family <= Family.CERTIFICATE, self._family >= Family.BROKERAGE
        other_bank = self._core.catalog.payers.other_bank
        return [
            self._single(outside & is_casa, self._deposit, Posting.OPENING_DEPOSIT, other_bank),
            self._single(outside & is_securities, self._deposit, Posting.CONTRIBUTION_FROM_OUTSIDE, other_bank),
            self._both(inside & is_casa, self._deposit, Posting.OWN_TRANSFER_IN, Posting.OWN_TRANSFER_OUT),
            self._both(inside & is_securities, self._deposit, Posting.CONTRIBUTION_IN, Posting.CONTRIBUTION_OUT),
        ]

    def _loans(self) -> list[Postings]:
        """Pay personal loans out to checking, others to the seller."""
        payers = self._core.catalog.payers
        lent = -self._core.ledger.principal_cents[self._rows]
        to_checking = (lent < 0) & (self._family == Family.PERSONAL_LOAN) & self._has_checking
        seller = {Family.MORTGAGE: payers.property_seller, Family.AUTO_LOAN: payers.auto_dealer}
        return [
            self._both(to_checking, lent, Posting.DISBURSEMENT_TO_CUSTOMER, Posting.DISBURSEMENT_IN),
            *(
                self._single(
                    (lent < 0) & ~to_checking & (self._family == family),
                    lent,
                    Posting.DISBURSEMENT_TO_SELLER,
                    seller.get(family, payers.other_bank),
                )
                for family in (Family.MORTGAGE, Family.AUTO_LOAN, Family.PERSONAL_LOAN, Family.STUDENT_LOAN)
            ),
        ]

    def _single(self, chosen: Mask, cents: Column, kind: Posting, payer: int) -> Postings:
        """Return postings with the world outside."""
        return Postings.of(self._rows[chosen], self._day[chosen], cents[chosen], kind, payer=payer)

    def _both(self, chosen: Mask, cents: Column, kind: Posting, checking_kind: Posting) -> Postings:
        """Return postings with the owner's checking account."""
        day, pair = self._day[chosen], self._core.new_pairs(int(chosen.sum()))
        here = Postings.of(self._rows[chosen], day, cents[chosen], kind, pair=pair)
        return Postings.concat([here, Postings.of(self._checking[chosen], day, -cents[chosen], checking_kind, pair=pair)])
