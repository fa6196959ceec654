"""Random streams: the same wherever they are drawn, strangers to their neighbors."""

from __future__ import annotations

import numpy as np
import pytest

from c360sim.distributions import PoissonTable, exp, lognormal, normal_quantiles, numbered, weighted_table
from c360sim.streams import Purpose, Streams, field, unit

CUSTOMERS = np.arange(1, 20_001)


def test_a_draw_does_not_depend_on_who_else_is_drawn() -> None:
    streams = Streams(42)
    everyone = streams.words(CUSTOMERS, 300, Purpose.LIFE, 7)
    assert streams.words(np.array([17]), 300, Purpose.LIFE, 7)[0] == everyone[16]


@pytest.mark.parametrize(
    ("seed", "month", "purpose", "index"),
    [(43, 300, Purpose.LIFE, 7), (42, 301, Purpose.LIFE, 7), (42, 300, Purpose.BILL, 7), (42, 300, Purpose.LIFE, 8)],
)
def test_neighboring_streams_do_not_resemble_each_other(seed: int, month: int, purpose: Purpose, index: int) -> None:
    ours = unit(Streams(42).words(CUSTOMERS, 300, Purpose.LIFE, 7))
    theirs = unit(Streams(seed).words(CUSTOMERS, month, purpose, index))
    assert abs(np.corrcoef(ours, theirs)[0, 1]) < 4 / np.sqrt(len(CUSTOMERS))
    assert abs(np.corrcoef(ours[1:], theirs[:-1])[0, 1]) < 4 / np.sqrt(len(CUSTOMERS))


def test_fields_of_a_word_are_uniform() -> None:
    words = Streams(1).words(CUSTOMERS, 0, Purpose.PURCHASE)
    for which in range(4):
        counts = np.bincount(field(words, which) >> 12, minlength=16)
        chi_square = ((counts - len(words) / 16) ** 2 / (len(words) / 16)).sum()
        assert chi_square < 45  # 15 degrees of freedom: exceeded once in 10,000


def test_exp_is_exact_to_the_last_bits() -> None:
    x = np.linspace(-30, 30, 4001)
    assert np.abs(exp(x) / np.exp(x) - 1).max() < 1e-15


def test_shipped_normal_quantiles_have_the_moments_of_a_normal() -> None:
    z = normal_quantiles()
    assert np.all(np.diff(z) > 0)
    assert abs(z.mean()) < 1e-6
    assert z.std() == pytest.approx(1, abs=0.001)


def test_lognormal_has_its_median_and_sigma() -> None:
    draws = lognormal((np.arange(4096) + 0.5) / 4096, 30.0, 0.7)
    assert np.median(draws) == pytest.approx(30, rel=0.001)
    assert np.log(draws).std() == pytest.approx(0.7, rel=0.002)


@pytest.mark.parametrize("mean", [0.0, 0.03, 0.7, 1.0, 4.25, 19.5, 40.0])
def test_poisson_counts_have_mean_and_variance_of_their_parameter(mean: float) -> None:
    words = np.arange(65536)
    counts = PoissonTable().counts(np.full(65536, mean), words)
    assert counts.mean() == pytest.approx(mean, abs=0.002)
    assert counts.var() == pytest.approx(mean, rel=0.01, abs=0.002)


@pytest.mark.parametrize("mean", [0.0, 0.0004, 0.03, 0.5005, 0.9994, 0.9996, 1.0])
def test_a_count_grows_with_its_word_from_the_first_that_makes_one(mean: float) -> None:
    counts = PoissonTable().counts(np.full(65536, mean), np.arange(65536))
    on_grid = np.rint(mean * 1024) / 1024
    assert np.all(np.diff(counts) >= 0)
    assert np.count_nonzero(counts == 0) == pytest.approx(65536 * exp(-on_grid), abs=0.5)


def test_things_are_numbered_within_their_count() -> None:
    which, number = numbered(np.array([0, 3, 0, 1, 2]))
    assert which.tolist() == [1, 1, 1, 3, 4, 4]
    assert number.tolist() == [0, 1, 2, 0, 0, 1]
    assert [len(column) for column in numbered(np.zeros(4, np.int64))] == [0, 0]


def test_draws_in_blocks_are_those_of_one_customer() -> None:
    streams, count = Streams(7), 20
    units = streams.units(CUSTOMERS, 300, Purpose.LIFE, count)
    stream = streams.of_one(int(CUSTOMERS[-1]), 300, Purpose.LIFE)
    assert units[-1].tolist() == [stream[place] for place in range(count)]


def test_weighted_table_gives_each_item_its_share() -> None:
    table = weighted_table(np.array([6.0, 3.0, 1.0]))
    assert np.bincount(table).tolist() == pytest.approx([2457.6, 1228.8, 409.6], abs=1)


@pytest.mark.parametrize("month", [0, 24288, -3])
def test_one_customers_draws_are_those_of_all(month: int) -> None:
    streams = Streams(7)
    row = streams.units(np.array([5, 123]), month, Purpose.LIFE, 9)[1].tolist()
    stream = streams.of_one(123, month, Purpose.LIFE)
    assert [stream[place] for place in range(9)] == row
    assert [stream.after(4).after(2)[place] for place in range(3)] == row[6:]
