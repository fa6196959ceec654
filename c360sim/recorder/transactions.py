"""fact_transaction: the month's postings, ordered by customer and day."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from c360sim import months
from c360sim.bank import Bank
from c360sim.bank.postings import FORMS, Posting, Postings
from c360sim.catalog import Catalog
from c360sim.recorder.columns import dates, ids, words
from c360sim.vocabulary import Family

TYPES = ("credit", "debit", "transfer")
METHODS = ("Credit Card", "Debit", "Transfer")
COUNTERPARTIES = ("internal", "external")
CATEGORIES = tuple(sorted({form.category for form in FORMS.values()}))

CUSTOMER_SHIFT, MONTH_SHIFT = 24, 12
"""transaction_id = customer_id << 24 | month of the run << 12 | number in the month (likewise interaction_id)."""


def _by_kind(values: dict[Posting, int]) -> NDArray[np.int64]:
    table = np.full(max(Posting) + 1, -1, np.int64)
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
        self._mcc_names = sorted(set(catalog.merchants.mcc_category))
        place = {name: code for code, name in enumerate(self._mcc_names)}
        self._mcc_code = np.array([place[name] for name in catalog.merchants.mcc_category] + [-1])
        self._bank_insurance = catalog.merchants.bank_insurance

    def columns(self, postings: Postings, bank: Bank, month: int) -> dict[str, Any]:
        """Return the month's rows, a column per name of the schema, sorted by transaction_id."""
        customer = bank.ledger.customer[postings.account]
        order = np.argsort((customer << 16) | (postings.day << 8) | postings.kind, kind="stable")
        rows, customer = postings.take(order), customer[order]
        starts = np.flatnonzero(np.diff(customer, prepend=-1))
        number = np.arange(len(rows)) - np.repeat(starts, np.diff(starts, append=len(rows)))
        customer_id = self._customer_ids[customer]
        family = bank.ledger.family[rows.account]
        method = np.where((family != Family.CARD) & (_METHOD[rows.kind] == 0), 1, _METHOD[rows.kind])
        counterparty = np.where(rows.merchant == self._bank_insurance, 0, _COUNTERPARTY[rows.kind])
        return {
            "transaction_id": (customer_id << CUSTOMER_SHIFT) | ((month - self._start_month) << MONTH_SHIFT) | number,
            "customer_id": customer_id,
            "account_id": bank.ledger.account_id[rows.account],
            "merchant_id": ids(rows.merchant + 1, rows.merchant < 0),
            "date_key": months.date_keys(month, rows.day),
            "amount": rows.cents,
            "transaction_type": words(_TYPE[rows.kind], TYPES),
            "payment_method": words(method, METHODS),
            "mcc_category": words(self._mcc_code[rows.merchant], self._mcc_names),
            "is_recurring": _RECURRING[rows.kind],
            "counterparty_type": words(counterparty, COUNTERPARTIES),
            "transaction_date": dates(months.first_ordinal(month) - 1 + rows.day),
            "transaction_category": words(_CATEGORY[rows.kind], CATEGORIES),
            "counterparty_name": pa.DictionaryArray.from_arrays(pa.array(rows.payer.astype(np.int32), mask=rows.payer < 0), self._payers),
        }
