"""The report of one customer, laid out for a terminal."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from rich.columns import Columns
from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from c360sim import months
from c360sim.dataset import Row
from c360sim.inspect.customer import OWED, Line, Statement

PROFILE = {
    "Person": ("age", "gender", "marital_status", "num_dependents", "home_ownership", "address_city", "address_state"),
    "Work": ("occupation", "employment_type", "income_bracket", "risk_tolerance"),
    "Relationship": ("segment", "join_date", "preferred_channel", "engagement_score", "kyc_status", "churn_status", "churn_date"),
}
"""Columns of dim_customer shown, by panel."""


def show(console: Console, profile: Row, life: list[Row], accounts: list[Row], month: int | None, statements: list[Statement]) -> None:
    """Print the report; `month` is that of the statements, None for a customer without postings."""
    name = f"{profile['first_name']} {profile['last_name']}"
    console.rule(Text(f"{name}, {profile['persona_tag']} (customer {profile['customer_id']})"), align="left", style="dim")
    console.print(Columns([_panel(title, profile, names) for title, names in PROFILE.items()]))
    if life:
        console.print(_titled("Life so far", _life(life)))
    console.print(_titled("Accounts", _accounts(accounts)))
    title = "Statement" if month is None else f"Statement {months.label(month)}"
    console.print(_titled(title, Text("" if statements else "no postings")))
    for statement in statements:
        console.print(_statement(statement), Text())


def _panel(title: str, row: Row, names: Iterable[str]) -> Panel:
    grid = Table.grid(padding=(0, 2))
    for name in names:
        if row[name] is not None:
            grid.add_row(Text(name.removeprefix("address_").replace("_", " "), style="dim"), Text(str(row[name])))
    return Panel(grid, title=title, title_align="left", expand=False)


def _titled(title: str, content: RenderableType) -> Group:
    return Group(Text(), Text(title, style="bold"), content)


def _life(events: list[Row]) -> Table:
    grid = Table.grid(padding=(0, 2))
    for event in events:
        grid.add_row(Text(str(event["date"]), style="dim"), Text(str(event["event"]).replace("_", " ")))
    return grid


def _accounts(accounts: list[Row]) -> Table:
    table = Table("account", "product", "type", "status", "opened", "closed", box=None, pad_edge=False)
    for name in ("rate %", "limit or cover", "balance"):
        table.add_column(name, justify="right")
    for account in accounts:
        limit = account["credit_limit"] if account["credit_limit"] is not None else account["coverage_amount"]
        texts = [account["account_id"], account["product_name"], account["account_type"], account["status"], account["open_date"]]
        table.add_row(
            *(Text(str(value)) for value in texts),
            Text(str(account["close_date"] or "")),
            Text("" if account["interest_rate"] is None else f"{account['interest_rate']:.2f}"),
            Text(_money(limit)),
            Text(_money(account["balance"])),
        )
    return table


def _statement(statement: Statement) -> Table:
    account = statement.account
    side = "owed" if account["account_type"] in OWED else "balance"
    table = Table(title=f"{account['product_name']} {account['account_id']}", title_justify="left", box=None, pad_edge=False, expand=True)
    table.add_column("date", no_wrap=True)
    table.add_column("", ratio=3, no_wrap=True, overflow="ellipsis")
    table.add_column("category", ratio=2, no_wrap=True, overflow="ellipsis")
    for name in ("out", "in", side):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_row("", Text("balance brought forward", style="dim"), "", "", "", _money(statement.opening))
    for line in statement.lines:
        table.add_row(*_cells(line))
    if statement.revaluation:
        table.add_row("", Text("market revaluation", style="dim"), "", *_out_in(statement.revaluation), _money(statement.closing))
    table.add_row("", Text("balance carried forward", style="dim"), "", "", "", Text(_money(statement.closing), style="bold"))
    return table


def _cells(line: Line) -> tuple[RenderableType, ...]:
    posting = line.posting
    what = posting["counterparty"] or posting["transaction_category"]
    category = posting["mcc_category"] or posting["transaction_category"]
    repeated = " (recurring)" if posting["is_recurring"] else ""
    return (str(posting["transaction_date"]), Text(what + repeated), Text(category), *_out_in(posting["amount"]), _money(line.balance))


def _out_in(amount: Decimal) -> tuple[str, str]:
    return ("", _money(amount)) if amount >= 0 else (_money(-amount), "")


def _money(amount: Decimal | None) -> str:
    return "" if amount is None else f"{amount:,.2f}"
