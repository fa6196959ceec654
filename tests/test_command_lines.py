"""Bad command lines, of every command: one line that tells what is wrong, exit code 2, and nothing done."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from c360sim import cli, shown
from looker_kit import copy_project

SECRET = "s3cr3t"
LONG = "9" * 5_000
ODD = ["", " ", "-", "\x00", "\x1b[31mred", "a\nb", "\udcff", "\u202e12", "x" * 5_000, "{}", "%s", "[/bold]", "../" * 900]
NUMBERS = [*ODD, LONG, "-1", f"-{LONG}", "1e3", "0x10", "1_0", "1.0", "+1", " 1", "1 ", "NaN", "１２", "٣", "½", "²", "-0.5"]
MONTHS = [*ODD, LONG, "2024", "2024-1", "2024-13", "2024-00", "2024-01-01", "9999-01", "２０２４-０１", "2024-01 "]
HERE = ["", "\x00", "a\x00b", "x" * 5_000, "\udcff" * 3_000, "loop", "loop/x"]
THERE = [*HERE, "nowhere", "file.txt", "file.txt/x", "dangling", "/dev/null/x", "\x1b[31mred"]
WRITTEN = [*HERE, "file.txt", "file.txt/x", "dangling", "/dev/null/x", "/proc/nowhere"]
SCHEDULERS = [
    *ODD, LONG, "nonsense", "tcp://", "tcp://:8786", "tcp://host", "tcp://host:0", "tcp://host:99999", "tcp://host:８７８６", "host:-1",
    "http://host:8786", "tcp://host:8786/x", f"tcp://user:{SECRET}@host:8786", f"tcp://host:8786?token={SECRET}", "tcp://a b:8786",
]  # fmt: skip
HOSTS = ["", " ", "a b", "\x00", "x" * 5_000, "a..b", "\udcff"]
ENDS = ["no-such-command", "--nonsense", f"--nonsense={LONG}", f"--url=https://user:{SECRET}@host/?sig={SECRET}"]

Case = tuple[str, str, str]
"""A command, what of it is bad, and the bad value."""
SIMULATE = {
    **dict.fromkeys(["--months", "--seed", "--customers", "--workers"], NUMBERS),
    "--start": MONTHS,
    "--out": HERE,
    "--formats": [*ODD, "csv,csv", "csv,", "xml", LONG],
    **dict.fromkeys(["--engine", "--scenario"], [*ODD, LONG]),
    "--scheduler": SCHEDULERS,
    "--shard": NUMBERS,
    "--of": NUMBERS,
}
VALID = {
    "simulate": ["simulate", "--months", "1", "--customers", "1", "--out", "new"],
    "inspect": ["inspect", "DATA", "1"],
    "validate": ["validate", "DATA"],
    "load": ["load", "DATA", "--project", "a-project", "--dataset", "c360", "--plan"],
    "preview": ["preview", "DATA", "--project", "PROJECT", "--port", "0"],
    "lookml lint": ["lookml", "lint", "--project", "PROJECT"],
    "lookml test": ["lookml", "test", "DATA", "--project", "PROJECT"],
    "lookml query": ["lookml", "query", "DATA", "customers", "dim_customer.count", "--project", "PROJECT"],
}
BAD = {
    "simulate": SIMULATE,
    "inspect": {"DATA": THERE, "1": NUMBERS, "--month": MONTHS},
    "validate": {"DATA": THERE, "--against": THERE, "--report": WRITTEN},
    "load": {
        "DATA": THERE,
        "--project": [*ODD, "Ａ-project", "a_project"],
        "--dataset": [*ODD, "c-360", "ｃ360"],
        "--location": [*ODD, "US/x"],
        "--bucket": [*ODD, "s3://bucket", f"gs://user:{SECRET}@bucket"],
        "--format": [*ODD, "duckdb"],
    },
    "preview": {
        "DATA": THERE, "PROJECT": THERE, "--port": [*NUMBERS, "65536"], "--host": HOSTS, "--dashboards": ODD, "--pictures": [*ODD, "dark"],
        "--export": WRITTEN,
    },
    "lookml lint": {"PROJECT": THERE},
    "lookml test": {"DATA": THERE, "PROJECT": THERE},
    "lookml query": {"DATA": THERE, "--limit": NUMBERS, "--sort": ODD, "--filter": ODD},
}  # fmt: skip


def cases(command: str) -> Iterator[Case]:
    for what, values in BAD[command].items():
        yield from ((command, what, value) for value in values)
        if what.startswith("--"):
            yield command, what, "--"
    yield from ((command, "more", end) for end in ENDS)


def words(case: Case, chance: random.Random) -> list[str]:
    """Return the words of a case: the value in its place, a flag's at the end or somewhere among the others."""
    command, what, value = case
    found = [value if word == what else word for word in VALID[command]]
    if what.startswith("--"):
        flag = [f"{what}={value}"] if value[:1] == "-" or chance.random() < 0.5 else [what, value]
        place = len(found) if what in found else chance.choice([len(VALID[command][0].split()) + command.count(" "), len(found)])
        found[place:place] = flag
    if what == "--scheduler":
        found += ["--engine", "dask"]
    if what in ("--shard", "--of"):
        found += ["--of" if what == "--shard" else "--shard", "1" if what == "--shard" else "0"]
    if what == "--host":
        found += ["--allow-other-machines"]
    return [*found, value] if what == "more" else found


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Working folder with a file, links that lead nowhere and on, and a LookML project."""
    (tmp_path / "file.txt").write_text("mine")
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "dangling").symlink_to("nothing")
    copy_project(tmp_path / "project")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file.txt"))
    return tmp_path


def ran(words: list[str]) -> int:
    try:
        return cli.main(words)
    except SystemExit as exit_:
        return int(exit_.code or 0)


@pytest.mark.parametrize("command", VALID)
def test_a_bad_command_line_is_one_line(command: str, folder: Path, tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
    chance = random.Random(f"command lines of {command}")
    there = {"DATA": str(tiny), "PROJECT": str(folder / "project")}
    before = sorted(path for path in folder.rglob("*"))
    for case in cases(command):
        line = [there.get(word, word) for word in words(case, chance)]
        code, said = ran(line), capsys.readouterr()
        assert (code, said.out, said.err.count("\n")) == (2, "", 1), (line, said)
        assert said.err.startswith("error: "), (line, said)
        assert said.err[:-1].isprintable(), (line, said)
        assert len(said.err) < 1_500, (line, said)
        assert SECRET not in said.err, (line, said)
    assert sorted(path for path in folder.rglob("*")) == before


URLS = [
    f"none://user:{SECRET}@host/data",
    f"none://user:a/{SECRET}@host/data",
    f"none://user:a@{SECRET}@host/data",
    f"none://{SECRET}@host/data",
    f"none://host/data?token={SECRET}",
    f"none://host/data?a=b&sig={SECRET}#key={SECRET}",
    f"simplecache::none://user:{SECRET}@host/data",
]


@pytest.mark.parametrize("url", URLS)
def test_passwords_of_addresses_are_not_told(url: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for line in (
        ["simulate", "--out", url],
        ["assemble", url],
        ["inspect", url, "1"],
        ["preview", url, "--project", "project"],
        ["validate", url],
    ):
        assert ran(line) in (1, 2)
        said = capsys.readouterr()
        assert "host/data" in said.err, line
        assert SECRET not in said.out + said.err, line


@pytest.mark.parametrize(
    "text",
    ["s3://bucket/a@b/data", "gs://bucket/data", "tcp://127.0.0.1:8786", "explores/a.explore.lkml:4: a: b@c", "me@example.com", "C:\\data"],
)
def test_what_holds_no_password_is_told_as_it_is(text: str) -> None:
    assert shown.line(text) == text


def test_a_long_value_is_told_from_both_ends() -> None:
    text = shown.value(f"begin{'x' * 5_000}, a file")
    assert text.startswith("beginxxx")
    assert text.endswith("xxx, a file")
    assert "(5,013 characters)" in text
    assert len(text) < 400


def test_every_sign_that_cannot_be_seen_is_spelled() -> None:
    for first, second in product("\x00\x07\x1b\x7f\x9b\u200b\u202e\ufeff\udcff", "\n\r\u2028"):
        assert shown.escaped(f"a{first}{second}b").isprintable()
