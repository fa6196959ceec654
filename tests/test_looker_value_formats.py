"""Numbers as LookML's value formats say."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from decimal import Decimal
from pathlib import Path

import pytest

from c360sim.looker.value_formats import NAMED, FormatError, decimals, formatted, of_axis, parse, unit
from c360sim.preview import boards

JAVASCRIPT = Path(boards.__file__).parent / "static" / "js" / "numbers.js"


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


NUMBERS: list[tuple[str, float, str]] = [
    ('$0.0,,"M"', 448_807_957, "$448.8M"),
    ('0.00"%"', 12.345, "12.35%"),
    ("0.0%", 0.0712, "7.1%"),
    ("0.0%%", 0.5, "5000.0%%"),
    ("#,##0.##", 1234.5, "1,234.5"),
    ("#,##0.##", 1234, "1,234"),
    ("0.##", 9.999, "10"),
    ("0.??", 5, "5.  "),
    ("0.", 5, "5."),
    ("000", 7, "007"),
    ("??0", 5, "  5"),
    ("#", 0, ""),
    ("#.00", 0.5, ".50"),
    ("$.00", 12.5, "$12.50"),
    ("0.00", 1.005, "1.01"),
    ("0.00", -0.001, "0.00"),
    ("000,000", 7, "000,007"),
    ("0,.0", 12345, "12.3"),
    ("#,##0,,", 1_234_567_890, "1,235"),
    ("*00#", 1, "001"),
    ("*00#.00", 1.234, "001.23"),
    ("000-00-0000", 123_456_789, "123-45-6789"),
    ("(000) 000-0000", 5_551_234_567, "(555) 123-4567"),
    ('0" / "0', 12, "1 / 2"),
    ("#,##0;(#,##0);-", -1200, "(1,200)"),
    ("#,##0;(#,##0);-", 0, "-"),
    ("0.0;-0.0", -1.26, "-1.3"),
    ("+0;-0;0", 5, "+5"),
    ("0;;", -5, ""),
    (";;;", 5, ""),
    ('0;-0;0;"note: "@', 5, "5"),
    ("0;@", -7, "-7"),
    ('[>=1000000]$0.0,,"M";[>=1000]$0,"K";$0', 2_500_000, "$2.5M"),
    ('[>=1000000]$0.0,,"M";[>=1000]$0,"K";$0', 2_500, "$3K"),
    ('[>=1000000]$0.0,,"M";[>=1000]$0,"K";$0', 25, "$25"),
    ('[>=1000000]$0.0,,"M";[>=1000]$0,"K";$0', -25, "-$25"),
    ('[>=1000]0,"K";[<=-1000]-0,"K";0', -2_500, "-3K"),
    ('[<0]"down";[=0]"level";"up"', -3, "down"),
    ('[<0]"down";[=0]"level";"up"', 0, "level"),
    ('[<>0]0.0;"none"', 0, "none"),
    ('0" of 100; really"', 7, "7 of 100; really"),
    (r"0\%", 7, "7%"),
    ("0_)", 7, "7 "),
    ('_($* #,##0.00_);_($* (#,##0.00);_($* "-"??_);_(@_)', -1234.5, " $(1,234.50)"),
    ("[$€-407]#,##0", 12, "€12"),
    ("[$-409]0", 12, "12"),
    ('"none"', 7, "none"),
    ("0.00", 1e21, "1000000000000000000000.00"),
]
"""Formats that cells and axes have."""
OF_CELLS: list[tuple[str, float, str]] = [
    ("[h]:mm:ss", 1.5, "36:00:00"),
    ("[h]:mm:ss", -0.25, "-6:00:00"),
    ("[h]:mm:ss", 59.6 / 86400, "0:01:00"),
    ("[hh]:mm", 0.06, "01:26"),
    ("[h]:mm", 2.9999, "71:59"),
    ("[m]:ss", 0.1, "144:00"),
    ("[ss].00", 0.001, "86.40"),
    ("h:mm:ss", 1.5, "12:00:00"),
    ('[h]"h "mm"m"', 1.26, "30h 14m"),
    ("mm:ss", 0.99999, "59:59"),
    ("0.00E+00", 12345.678, "1.23E+04"),
    ("0.00E+00", 9.999, "1.00E+01"),
    ("0.00E+00", 0, "0.00E+00"),
    ("0.00E+00", -0.00012, "-1.20E-04"),
    ("0.0E-0", 120000, "1.2E5"),
    ("0.0e+0", 120000, "1.2e+5".upper()),
    ("##0.0E+0", 12345, "12.3E+3"),
    ("##0.0E+0", 999_999, "1.0E+6"),
    ("# ?/?", 1.25, "1 1/4"),
    ("# ?/?", 0.25, " 1/4"),
    ("# ?/?", 5, "5    "),
    ("?/?", 1.25, "5/4"),
    ("# ??/??", 3.14159, "3 14/99"),
    ("# ?/8", 2.3, "2 2/8"),
    ("# ?/16", 2.99, "3     "),
    ("General", 12.50, "12.5"),
    ('General" USD"', -3, "-3 USD"),
    ("@", 7.25, "7.25"),
]


@pytest.mark.parametrize(("pattern", "value", "text"), [*NUMBERS, *OF_CELLS])
def test_written_formats(pattern: str, value: float, text: str) -> None:
    assert formatted(value, pattern) == text


@pytest.mark.skipif(shutil.which("node") is None, reason="needs node, which runs the page's own code")
def test_the_page_formats_the_numbers_of_axes_just_so(tmp_path: Path) -> None:
    shutil.copy(JAVASCRIPT, tmp_path / "numbers.mjs")
    asked = [{"sections": boards.sections(of_axis(pattern)), "value": value} for pattern, value, _ in NUMBERS]
    script = (
        f'import {{ formatter }} from "{(tmp_path / "numbers.mjs").as_uri()}";'
        f"console.log(JSON.stringify({json.dumps(asked)}.map(({{ sections, value }}) => formatter(sections)(value))));"
    )
    shown = subprocess.run(["node", "--input-type=module", "-e", script], capture_output=True, text=True, check=True).stdout
    assert json.loads(shown) == [text for _, _, text in NUMBERS]


@pytest.mark.parametrize(
    ("pattern", "problem"),
    [
        ("[Red]0.0", "has [Red]; in brackets stand conditions, [h], [m], [s] and currencies, no colors"),
        ("[Color12]0", "has [Color12]"),
        ("[DBNum1]0", "has [DBNum1]"),
        ("yyyy-mm-dd", "has 'y'; days and times of day are not supported"),
        ("d mmm", "has 'd'; days"),
        ("mm", "has 'm' for a month"),
        ("h:mm AM/PM", "has 'A'; days and times of day"),
        ("[h]:ss:mm", "has units of time that do not follow each other"),
        ("[h]:[mm]", "has units of time that do not follow each other"),
        ("0h", "has digits in a time"),
        ("[h]:mm%", "has % in a section that shows a duration"),
        ("0 K", "has 'K' without quotes"),
        ("€0", "has '€' without quotes"),
        ("0.0x", "has 'x' without quotes"),
        ("1", "has '1' without quotes"),
        ('"open', 'has a " that nothing follows or closes'),
        ("[h", "has a [ that nothing follows or closes"),
        ("0\\", "has a \\ that nothing follows or closes"),
        (",0", "has a comma that follows no digit"),
        ("0.0.0", "has . twice in one section"),
        ("#/#/#", "has / twice in one section"),
        ("0E+0E+0", "has E twice in one section"),
        ("E+0", "has a power of ten that no digit comes before"),
        ("0E", "has 'E' without quotes"),
        ("0;0;0;0;0", "has 5 sections; allowed: 4"),
        ("@;0", "has @, which stands for text, in a section for numbers"),
        ("[>5]0", "has a condition in its last section"),
        ("[>5][<9]0;0", "has two conditions in one section"),
        ("[>many]0;0", "has [>many]"),
        ("General0", "has 0 in a section that shows a number as it is"),
        ("0" * 400, "has 400 characters; allowed: 300"),
    ],
)
def test_what_is_no_format_is_refused_by_name(pattern: str, problem: str) -> None:
    with pytest.raises(FormatError) as refused:
        parse(pattern)
    assert problem in str(refused.value)


def test_any_text_is_a_format_of_every_number_or_refused() -> None:
    chance = random.Random(3)
    shown = 0
    for _ in range(3000):
        pattern = "".join(chance.choice(PARTS) for _ in range(chance.randint(1, 6)))
        try:
            parse(pattern)
        except FormatError:
            continue
        shown += 1
        for value in (0, 1, -1, 0.5, -1234.5678, 99999.99, Decimal("123456789.123456789"), 1e300, -1e-300, 5e-324):
            formatted(value, pattern)
    assert shown > 500


PARTS = (
    "0", "0", "0.0", "#", "#,##0", "?", ".", ",", "%", "E+0", "e-00", "/", "# ?/?", "8", "[h]", "h", "mm", ":", "ss", "[Red]", "[>=10]", "[<0]", ";",
    '"x"', "\\y", "_)", "* ", "*0", "@", "General", "-", "$", "(", ")", " ", "d", "K", "[$€-407]", '"', "[",
)  # fmt: skip


def test_what_a_format_says_of_its_number() -> None:
    assert [(unit(NAMED[name]), decimals(NAMED[name])) for name in ("usd", "usd_0", "percent_1", "decimal_2", "id")] == [
        ("usd", 2), ("usd", 0), ("percent", 1), ("number", 2), ("number", 0),
    ]  # fmt: skip
    assert [unit(pattern) for pattern in ('0.00"%"', r"0\%", "0.0%", "$0,", '"$"0', "0")] == [
        "number",
        "number",
        "percent",
        "usd",
        "usd",
        "number",
    ]
    assert [decimals(pattern) for pattern in ("0.0E+00", "[h]:mm:ss.00", "# ?/8", '0.00,,"M"')] == [1, 0, 0, 2]
