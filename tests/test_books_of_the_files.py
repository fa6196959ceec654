"""The contract holds on the written files, and each of its rules notices when it does not."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import duckdb
import pytest

from c360sim.dataset import Dataset, NotADataset
from c360sim.running.run import simulate
from c360sim.sinks import FORMATS
from c360sim.spec import RunSpec
from c360sim.validation import books
from spoil import rewrite, state

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
    ('who left on another day than the last account', 'dim_customer', {'churn_date': 'churn_date + 1'}, "churn_status = 'Churned'", 'dim_customer: left with the last account'),
    ('who stays without an account', 'dim_customer', {'churn_date': 'NULL::DATE', 'churn_status': "'Dormant'"}, "churn_status = 'Churned'", 'dim_customer: left with the last account'),
    ('who came years before the first account', 'dim_customer', {'join_date': 'join_date - 3650'}, 'true', 'dim_customer: joined with the first account'),
    ('a country written out', 'dim_customer', {'address_country': "'United States'"}, 'true', 'dim_customer: country and state are codes'),
    ('a country of a merchant written out', 'dim_merchant', {'merchant_country': "'United States'"}, 'true', 'dim_merchant: country and state are codes'),
    ('a merchant nowhere', 'dim_merchant', {'merchant_country': 'NULL'}, "merchant_type = 'Online'", 'dim_merchant: nothing is missing'),
    ('a week of the calendar year', 'dim_date', {'iso_year': 'year'}, "date = DATE '2024-12-30'", 'dim_date: fields are those of the day'),
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
    ('a late payment told as on time', 'fact_loan_schedule', {'days_past_due': '0'}, 'paid_date > due_date', 'fact_loan_schedule: status is that of the last day'),
    ('a payment told a day late', 'fact_loan_schedule', {'paid_date': 'paid_date + 1', 'days_past_due': 'greatest(paid_date + 1 - due_date, 0)'}, "payment_status = 'Paid'", 'loans: installments are paid when the money came'),
    ('a payoff told as due', 'fact_loan_schedule', {'payment_due': 'payment_due + prepayment', 'principal_portion': 'principal_portion + prepayment', 'prepayment': '0.00::DECIMAL(18, 2)'}, 'prepayment > 5000', 'loans: what is due is an installment'),
    ('principal prepaid by nobody', 'fact_loan_schedule', {'prepayment': 'prepayment + 100'}, "payment_status = 'Paid'", 'loans: principal falls by what is paid'),
    ('a certificate of two years', 'dim_account', {'maturity_date': "(open_date + INTERVAL 2 YEAR)::DATE"}, "product_name LIKE '36-Month%'", "dim_account: term is its product's"),
    ('a policy without end', 'dim_account', {'maturity_date': 'NULL::DATE'}, "product_name = 'Auto Insurance'", "dim_account: term is its product's"),
    ('a life insured for good that ends', 'dim_account', {'maturity_date': "DATE '2040-01-01'"}, "product_name = 'Whole Life Insurance'", "dim_account: term is its product's"),
    ('a rate that the product has not', 'dim_account', {'interest_rate': '99::DECIMAL(9, 4)'}, "account_type = 'Loan'", "dim_account: rate is its product's"),
    ('a payer of pay without a name', 'fact_transaction', {'counterparty_name': 'NULL'}, "transaction_category = 'Payroll'", 'fact_transaction: the other side is named'),
    ('a fee that the catalog has not', 'dim_product', {'monthly_fee': '0.00::DECIMAL(18, 2)'}, "product_name = 'Everyday Checking'", 'products: the monthly fee is charged to whom owes it'),
    ('a fee that a balance waives', 'dim_product', {'fee_waiver_balance': '0.00::DECIMAL(18, 2)'}, "product_name = 'Everyday Checking'", 'products: the monthly fee is charged to whom owes it'),
    ('an opening deposit below what is asked', 'dim_product', {'min_balance': '100000.00::DECIMAL(18, 2)'}, "product_name = 'High Yield Savings'", 'products: accounts open with the deposit asked'),
    ('a number of another day', 'fact_transaction', {'transaction_id': '1'}, "transaction_category = 'Bill' AND customer_id > 1", 'order: numbers follow the days'),
    ('an overdraft fee before its bill', 'fact_transaction', {'transaction_id': '1'}, "transaction_category = 'Overdraft Fee'", 'order: an overdraft fee follows a bill'),
    ('an overdraft fee on money that is there', 'fact_transaction', {'transaction_id': '1'}, "transaction_category = 'Overdraft Fee'", 'order: an overdraft fee finds the account overdrawn'),
    ('a foreign fee before its purchase', 'fact_transaction', {'transaction_id': '1'}, "transaction_category = 'Foreign Transaction Fee'", 'order: a foreign fee follows a purchase'),
    ('a refund before its purchase', 'fact_transaction', {'transaction_id': '1'}, "transaction_category = 'Refund'", 'order: a refund follows its purchase'),
    ('a late fee on an installment paid', 'fact_loan_schedule', {'paid_date': 'due_date'}, 'paid_date > due_date + 15', "order: a loan's late fee follows an installment not paid"),
    ('a payoff before its interest', 'fact_transaction', {'transaction_id': '1'}, "transaction_category = 'Loan Payoff'", 'order: a loan is owed before it is paid'),
    ('savings gone before they came', 'fact_transaction', {'transaction_id': '1'}, "amount < 0 AND account_id IN (SELECT account_id FROM dim_account WHERE product_name LIKE '%Savings' AND open_date >= DATE '2024-01-01')", 'order: savings are there before they leave'),
    ('interest before the purchases of its day', 'fact_transaction', {'transaction_id': '1'}, "transaction_category = 'Card Interest' AND (account_id, transaction_date) IN (SELECT (account_id, transaction_date) FROM there WHERE transaction_category = 'Purchase')", 'order: interest comes at the close of the day'),
    ('a posting after the account was emptied', 'fact_transaction', {'transaction_id': '1'}, "transaction_category = 'Closing Transfer'", 'order: closing comes last'),
    ('a mood beyond the scale', 'fact_interaction', {'sentiment_score': '1.5::DOUBLE'}, 'true', 'fact_interaction: sentiment is on its scale'),
]  # fmt: skip
"""What is done to which table, to one of which of its rows, and the rule that notices."""

DELETIONS = [
    ("fact_transaction", "payment_method = 'Debit'", "every cent: CASA"),
    ("fact_transaction", "transaction_category = 'Closing Transfer'", "every cent: closed accounts end at zero"),
    ("fact_transaction", "transaction_category = 'Deposit'", "every cent: opened accounts start from zero"),
    ("fact_transaction", "transaction_category = 'Maintenance Fee'", "products: the monthly fee is charged to whom owes it"),
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
    shutil.copy(small / "manifest.json", tmp_path / "data")
    files = json.loads((small / "manifest.json").read_text())["files"]
    state(tmp_path / "data", files={name: entry for name, entry in files.items() if name.startswith(("parquet", "truth"))})
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


@pytest.mark.parametrize("edit", ["UPDATE dim_customer SET age = 53 WHERE customer_id = 1", "CREATE TABLE mine AS SELECT 1 AS one"])
def test_a_database_that_is_edited_is_noticed(small: Path, tmp_path: Path, edit: str) -> None:
    spoiled = shutil.copytree(small, tmp_path / "data")
    with duckdb.connect(str(spoiled / "c360.duckdb")) as connection:
        connection.execute(edit)
    assert broken(spoiled)["files: content of the database"] == 1


def test_a_link_in_the_place_of_a_file_is_not_followed(small: Path, tmp_path: Path) -> None:
    spoiled = shutil.copytree(small, tmp_path / "data")
    (spoiled / "csv" / "dim_product.csv").unlink()
    (spoiled / "csv" / "dim_product.csv").symlink_to(small / "csv" / "dim_product.csv")
    with pytest.raises(NotADataset, match="dim_product.csv"):
        broken(spoiled)


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
