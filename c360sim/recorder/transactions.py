"""fact_transaction: the month's postings, ordered by customer and day."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from c360sim import months
from c360sim.bank import Bank, MonthBooks
from c360sim.bank.loans import is_loan
from c360sim.bank.postings import FORMS, Posting
from c360sim.bank.table import order_by
from c360sim.catalog import Catalog
from c360sim.recorder.columns import dates, ids, numbered_ids, words, words_of
from c360sim.vocabulary import Family

TYPES = ("credit", "debit", "transfer")
METHODS = ("Credit Card", "Debit", "Transfer")
COUNTERPARTIES = ("internal", "external")
CATEGORIES = tuple(sorted({form.category for form in FORMS.values()}))

_BY_CARD, _BY_DEBIT, _BY_TRANSFER = (METHODS.index(method) for method in ("Credit Card", "Debit", "Transfer"))
_INTERNAL = COUNTERPARTIES.index("internal")
_KIND_BITS = 7
_AT_THE_CLOSE = (1 << _KIND_BITS) - 1
"""Rank within a day of what closes the books: after every kind."""


def _by_kind(values: dict[Posting, int]) -> NDArray[np.int8]:
    table = np.full(max(Posting) + 1, -1, np.int8)
    table[list(values)] = list(values.values())
    return table


_TYPE = _by_kind({kind: TYPES.index(form.transaction_type) for kind, form in FORMS.items()})
_METHOD = _by_kind({kind: METHODS.index(form.payment_method) for kind, form in FORMS.items()})
_COUNTERPARTY = _by_kind({kind: COUNTERPARTIES.index(form.counterparty_type) for kind, form in FORMS.items()})
_CATEGORY = _by_kind({kind: CATEGORIES.index(form.category) for kind, form in FORMS.items()})
_RECURRING = _by_kind({kind: int(form.is_recurring) for kind, form in FORMS.items()}) == 1


class TransactionRecorder:
    """Turns postings into rows of fact_transaction."""

    def __init__(self, catalog: Catalog, customer_ids: NDArray[np.int64], start_month: int) -> None:
        self._customer_ids = customer_ids
        self._start_month = start_month
        self._payers = pa.array(catalog.payers.names, pa.string())
        mcc_names = sorted(set(catalog.merchants.mcc_category))
        self._mcc_names = pa.array(mcc_names, pa.string())
        place = {name: code for code, name in enumerate(mcc_names)}
        self._mcc_code = np.array([place[name] for name in catalog.merchants.mcc_category] + [-1], np.int16)
        self._bank_insurance = catalog.merchants.bank_insurance

    def columns(self, books: MonthBooks, bank: Bank, month: int) -> dict[str, Any]:
        """Return the month's rows, a column per name of the schema, sorted by transaction_id: by customer and day, causes first."""
        ledger, postings = bank.ledger, books.postings
        customer = ledger.customer[postings.account]
        counts = np.bincount(customer, minlength=len(self._customer_ids))
        rank = postings.kind.copy()
        rank[books.settled :] = _AT_THE_CLOSE
        order = order_by(customer, postings.day << _KIND_BITS | rank)
        account, day, kind, merchant, payer = (
            column[order] for column in (postings.account, postings.day, postings.kind, postings.merchant, postings.payer)
        )
        method = _METHOD[kind]
        elsewhere = np.flatnonzero((method == _BY_CARD) & (ledger.family != Family.CARD)[account])
        method[elsewhere] = np.where(is_loan(ledger.family[account[elsewhere]]), _BY_TRANSFER, _BY_DEBIT)
        counterparty = _COUNTERPARTY[kind]
        counterparty[merchant == self._bank_insurance] = _INTERNAL
        return {
            "transaction_id": numbered_ids(self._customer_ids, counts, month - self._start_month),
            "customer_id": np.repeat(self._customer_ids, counts),
            "account_id": ledger.account_id[account],
            "merchant_id": ids(merchant + 1, merchant < 0),
            "date_key": months.date_keys(month, day),
            "amount": postings.cents[order],
            "transaction_type": words(_TYPE[kind], TYPES),
            "payment_method": words(method, METHODS),
            "mcc_category": words_of(self._mcc_code[merchant], self._mcc_names),
            "is_recurring": _RECURRING[kind],
            "counterparty_type": words(counterparty, COUNTERPARTIES),
            "transaction_date": dates(months.first_ordinal(month) - 1 + day),
            "transaction_category": words(_CATEGORY[kind], CATEGORIES),
            "counterparty_name": words_of(payer.astype(np.int16), self._payers),
        }
