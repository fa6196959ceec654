"""The contract holds on the written files, and each of its rules notices when it does not."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from c360sim.dataset import Dataset
from c360sim.running.run import simulate
from c360sim.sinks import FORMATS
from c360sim.spec import RunSpec
from c360sim.validation import books
from spoil import rewrite

DEFECTS = [
    ('a cent more on a posting of an account', 'fact_transaction', {'amount': 'amount + 0.01'}, "payment_method = 'Debit'", 'every cent: CASA'),
    ('a cent more on a purchase by card', 'fact_transaction', {'amount': 'amount - 0.01'}, "payment_method = 'Credit Card'", 'every cent: Credit Card'),
    ('a cent more owed on a loan', 'fact_account_snapshot', {'balance': 'balance + 0.01'}, 'principal_paid IS NOT NULL', 'every cent: Loan'),
    ('a cent more of revaluation', 'truth/valuation', {'revaluation_cents': 'revaluation_cents + 1'}, 'true', 'every cent: Securities'),
    ('a balance of an insurance policy', 'fact_account_snapshot', {'balance': '1.00'}, "account_id IN (SELECT account_id FROM dim_account WHERE account_type = 'Insurance')", 'fact_account_snapshot: policies hold no balance'),
    ('a debit that is positive', 'fact_transaction', {'amount': '-amount'}, "transaction_type = 'debit'", 'fact_transaction: signs follow the type'),
    ('a merchant that is not there', 'fact_transaction', {'merchant_id': '999999999'}, 'merchant_id IS NOT NULL', 'fact_transaction: merchant_id is known'),
    ('a number given twice', 'fact_transaction', {'transaction_id': '(SELECT min(transaction_id) FROM there)'}, 'true', 'fact_transaction: key is unique'),
    ('a missing amount', 'fact_transaction', {'amount': 'NULL::DECIMAL(18, 2)'}, 'true', 'fact_transaction: nothing is missing'),
    ('a way to pay that is not on the list', 'fact_transaction', {'payment_method': "'Cheque'"}, 'true', 'fact_transaction: payment_method is on its list'),
    ('a date key of another day', 'fact_interaction', {'date_key': '20240101'}, "interaction_date > DATE '2024-02-01'", 'fact_interaction: date_key is its date'),
    ('another owner', 'fact_transaction', {'customer_id': 'customer_id % 100 + 1'}, 'true', 'fact_transaction: customer owns the account'),
    ("a category that is not the merchant's", 'fact_transaction', {'mcc_category': "'Wig Shops'"}, 'merchant_id IS NOT NULL', "fact_transaction: category is the merchant's"),
    ('half of a transfer of another sum', 'fact_transaction', {'amount': 'amount + 5'}, "transaction_category = 'Own Transfer'", 'every cent: own transfers net to zero in pairs'),
    ('a bill that does not recur', 'fact_transaction', {'is_recurring': 'false'}, "transaction_category = 'Bill'", 'fact_transaction: bills recur'),
    ('a mortgage payment that does not recur', 'fact_transaction', {'is_recurring': 'false'}, "is_recurring AND transaction_category = 'Loan Payment'", 'loans: mortgage payments recur'),
    ('an account opened after its postings', 'dim_account', {'open_date': "DATE '2024-12-30'"}, "account_type = 'CASA' AND close_date IS NULL", 'fact_transaction: account was open'),
    ('an account opened before its owner came', 'dim_account', {'open_date': "DATE '1950-01-01'"}, 'true', 'dim_account: dates are in order'),
    ('a closed account without a date', 'dim_account', {'close_date': 'NULL::DATE'}, "status = 'Closed'", 'dim_account: closed with a date'),
    ('a card without a limit', 'dim_account', {'credit_limit': 'NULL::DECIMAL(18, 2)'}, "account_type = 'Credit Card'", 'dim_account: terms fit the kind'),
    ('who left without a date', 'dim_customer', {'churn_date': 'NULL::DATE'}, "churn_status = 'Churned'", 'dim_customer: churned with a date'),
    ('an address where somebody reads', 'dim_customer', {'email': "'ada@gmail.com'"}, 'true', 'dim_customer: nobody can be reached'),
    ('a telephone that rings', 'dim_customer', {'phone': "'(212) 555-1234'"}, 'true', 'dim_customer: nobody can be reached'),
    ('a name that computes', 'dim_merchant', {'merchant_name': "'=1+1'"}, 'true', 'dim_merchant: no text starts a formula'),
    ('a name that computes behind an end of line', 'dim_merchant', {'merchant_name': "chr(10) || '=1+1'"}, 'true', 'dim_merchant: no text starts a formula'),
    ('a name that computes in full width', 'dim_merchant', {'merchant_name': "chr(65309) || '1+1'"}, 'true', 'dim_merchant: no text starts a formula'),
    ('a year too old', 'dim_customer', {'age': 'age + 1'}, 'true', 'dim_customer: age is that of the last day'),
    ('too many products', 'fact_account_snapshot', {'product_count': 'product_count + 1'}, 'true', 'fact_account_snapshot: product_count is what is held'),
    ('more credit than the limit leaves', 'fact_account_snapshot', {'available_credit': 'available_credit + 1'}, 'available_credit > 0', 'fact_account_snapshot: available credit is what the limit leaves'),
    ('principal that vanished', 'fact_account_snapshot', {'principal_paid': 'principal_paid - 1'}, 'principal_paid > 1', 'fact_account_snapshot: principal adds up'),
    ('an installment that does not add up', 'fact_loan_schedule', {'payment_due': 'payment_due + 0.01'}, 'true', 'fact_loan_schedule: portions add up'),
    ('interest that was not posted', 'fact_loan_schedule', {'payment_due': 'payment_due + 0.01', 'interest_portion': 'interest_portion + 0.01'}, "due_date BETWEEN DATE '2024-02-01' AND DATE '2024-11-30'", 'loans: interest posted is interest billed'),
    ('an installment paid on no day', 'fact_loan_schedule', {'paid_date': 'NULL::DATE'}, "payment_status = 'Paid'", 'fact_loan_schedule: status is that of the last day'),
    ('an installment paid with no money', 'fact_loan_schedule', {'payment_due': 'payment_due + 99999'}, "payment_status = 'Paid'", 'loans: paid installments are covered by payments'),
    ('a mood beyond the scale', 'fact_interaction', {'sentiment_score': '1.5::DOUBLE'}, 'true', 'fact_interaction: sentiment is on its scale'),
]  # fmt: skip
"""What is done to which table, to one of which of its rows, and the rule that notices."""

DELETIONS = [
    ("fact_transaction", "payment_method = 'Debit'", "every cent: CASA"),
    ("fact_transaction", "transaction_category = 'Closing Transfer'", "every cent: closed accounts end at zero"),
    ("fact_transaction", "transaction_category = 'Deposit'", "every cent: opened accounts start from zero"),
    ("fact_account_snapshot", "snapshot_date = DATE '2024-06-30'", "fact_account_snapshot: no gap"),
    ("fact_loan_schedule", "due_date BETWEEN DATE '2024-06-01' AND DATE '2024-06-30' AND account_id IN (SELECT account_id FROM there GROUP BY 1 HAVING count(*) > 11)", "loans: one installment a month without a gap"),
    ("dim_date", "date = DATE '2024-07-04'", "dim_date: no day is missing"),
    ("dim_account", "account_type = 'CASA'", "fact_transaction: account_id is known"),
]  # fmt: skip


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a simulated data set of 150 customers and a year, in all formats."""
    return simulate(RunSpec(customers=150, months=12), tmp_path_factory.mktemp("small") / "data", frozenset(FORMATS)).path


@pytest.fixture
def copy(small: Path, tmp_path: Path) -> Path:
    """Folder of a copy of it that may be spoiled: Parquet, truth and manifest."""
    for name in ("parquet", "truth"):
        shutil.copytree(small / name, tmp_path / "data" / name)
    manifest = json.loads((small / "manifest.json").read_text())
    manifest["files"] = {name: entry for name, entry in manifest["files"].items() if name.startswith(("parquet", "truth"))}
    (tmp_path / "data" / "manifest.json").write_text(json.dumps(manifest))
    return tmp_path / "data"


def broken(folder: Path) -> dict[str, int]:
    """Return the violations of the rules that a data set breaks."""
    return {check.name: check.violations for check in books.check(Dataset(folder)) if check.violations}


def test_the_books_are_clean(dataset: Path) -> None:
    checks = books.check(Dataset(dataset))
    assert {check.name: check.violations for check in checks if check.violations != 0} == {}
    assert len({check.name for check in checks}) == len(checks) > 100


def test_an_unspoiled_copy_is_clean(copy: Path) -> None:
    assert broken(copy) == {}


@pytest.mark.parametrize("defect", DEFECTS, ids=[defect[0] for defect in DEFECTS])
def test_one_spoiled_row_is_noticed(copy: Path, defect: tuple[str, str, dict[str, str], str, str]) -> None:
    _, table, values, where, rule = defect
    is_it = f"rowid = (SELECT max(rowid) FROM there WHERE {where})"
    spoiled = ", ".join(f"CASE WHEN {is_it} THEN {value} ELSE {column} END AS {column}" for column, value in values.items())
    rewrite(copy, table, f"SELECT * REPLACE ({spoiled}) FROM there")
    found = broken(copy)
    assert rule in found
    assert "files: SHA-256" in found


@pytest.mark.parametrize(("table", "where", "rule"), DELETIONS)
def test_one_missing_row_is_noticed(copy: Path, table: str, where: str, rule: str) -> None:
    rewrite(copy, table, f"SELECT * FROM there WHERE rowid <> (SELECT max(rowid) FROM there WHERE {where})")
    found = broken(copy)
    assert rule in found
    assert "files: rows" in found


def test_a_row_written_twice_is_noticed(copy: Path) -> None:
    rewrite(copy, "fact_account_snapshot", "SELECT * FROM there UNION ALL (FROM there LIMIT 1)")
    assert {"fact_account_snapshot: one a month", "fact_account_snapshot: key is unique", "files: rows"} <= broken(copy).keys()


def test_money_as_a_float_is_noticed(copy: Path) -> None:
    rewrite(copy, "fact_interaction", "SELECT * REPLACE (sentiment_score::FLOAT AS sentiment_score) FROM there")
    assert broken(copy)["files: types"] == 1


def test_one_cent_is_one_violation(copy: Path) -> None:
    last = "rowid = (SELECT max(rowid) FROM there WHERE payment_method = 'Debit')"
    rewrite(copy, "fact_transaction", f"SELECT * REPLACE (amount + CASE WHEN {last} THEN 0.01 ELSE 0 END AS amount) FROM there")
    assert broken(copy)["every cent: CASA"] == 1


def test_files_that_are_not_those_of_the_manifest_are_noticed(small: Path, tmp_path: Path) -> None:
    spoiled = shutil.copytree(small, tmp_path / "data")
    (spoiled / "notes.txt").write_text("mine")
    (spoiled / "csv" / "dim_product.csv").unlink()
    (spoiled / "csv" / "dim_product.csv").write_bytes((small / "csv" / "dim_product.csv").read_bytes() + b"\r\n")
    found = broken(spoiled)
    assert found == {"files: none is missing or strange": 1, "files: bytes": 1, "files: SHA-256": 1}


def test_a_csv_file_that_says_something_else_is_noticed(small: Path, tmp_path: Path) -> None:
    spoiled = shutil.copytree(small, tmp_path / "data")
    path = spoiled / "csv" / "dim_product.csv"
    path.write_text(path.read_text().replace(".00,", ".001,", 1))
    found = broken(spoiled)
    assert found["files: money is to the cent"] == 1
    path.write_text((small / "csv" / "dim_product.csv").read_text().replace("Checking", "Chequing", 1))
    assert broken(spoiled)["files: formats agree"] == 1


def test_without_truth_only_the_revaluation_is_left_out(copy: Path) -> None:
    shutil.rmtree(copy / "truth")
    checks = books.check(Dataset(copy))
    assert [(check.name, check.reason) for check in checks if check.violations is None] == [
        ("every cent: Securities", "needs truth/valuation, which is not in this data set")
    ]
    assert all(check.passed for check in checks)
