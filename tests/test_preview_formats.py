"""Numbers as LookML's value formats say."""

from __future__ import annotations

from decimal import Decimal

import pytest

from c360sim.preview.formats import NAMED, decimals, formatted, unit


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("usd_0", Decimal("448807957.765"), "$448,807,958"),
        ("usd", Decimal("-1234.5"), "-$1,234.50"),
        ("usd_0", Decimal("-0.4"), "$0"),
        ("gbp", 12, "£12.00"),
        ("eur_0", 1999.5, "€2,000"),
        ("decimal_0", 1234567, "1,234,567"),
        ("decimal_2", 0.005, "0.01"),
        ("percent_0", 0.125, "13%"),
        ("percent_1", 0.0345, "3.5%"),
        ("percent_2", -1.5, "-150.00%"),
        ("id", 4711, "4711"),
    ],
)
def test_named_formats(name: str, value: float, text: str) -> None:
    assert formatted(value, NAMED[name]) == text


@pytest.mark.parametrize(
    ("pattern", "value", "text"),
    [
        ('$0.0,,"M"', 448_807_957, "$448.8M"),
        ('0.00"%"', 12.345, "12.35%"),
        ("0.0%", 0.0712, "7.1%"),
        ("#,##0.##", 1234.5, "1,234.5"),
        ("#,##0.##", 1234, "1,234"),
        ("000", 7, "007"),
        ("#.00", 0.5, ".50"),
        ("#,##0;(#,##0);-", -1200, "(1,200)"),
        ("#,##0;(#,##0);-", 0, "-"),
        ('[>=1000000]$0.0,,"M";[>=1000]$0,"K";$0', 2_500_000, "$2.5M"),
        ('[>=1000000]$0.0,,"M";[>=1000]$0,"K";$0', 2_500, "$3K"),
        ('[>=1000000]$0.0,,"M";[>=1000]$0,"K";$0', 25, "$25"),
        ("[Red]0.0", 1.25, "1.3"),
        ('0" of 100; really"', 7, "7 of 100; really"),
        (r"0\%", 7, "7%"),
        ("0_)", 7, "7 "),
        ('"none"', 7, "none"),
        ("0.00", 1e21, "1000000000000000000000.00"),
    ],
)
def test_written_formats(pattern: str, value: float, text: str) -> None:
    assert formatted(value, pattern) == text


def test_what_a_format_says_of_its_number() -> None:
    assert [(unit(NAMED[name]), decimals(NAMED[name])) for name in ("usd", "usd_0", "percent_1", "decimal_2", "id")] == [
        ("usd", 2), ("usd", 0), ("percent", 1), ("number", 2), ("number", 0),
    ]  # fmt: skip
