"""The catalog: complete, believable, and chosen from in the proportions of its sources."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter

import numpy as np
import pytest

from c360sim import assumptions, months
from c360sim.catalog import Catalog, load_catalog
from c360sim.catalog.market import ABROAD
from c360sim.vocabulary import SUBSCRIPTIONS, Bill, Family, Fintech, MerchantType, PayFrequency, Spend


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_catalog(assumptions.load())


def test_products_cover_every_family_and_the_names_of_the_brief(catalog: Catalog) -> None:
    products = catalog.products
    assert [product.product_id for product in products.all] == list(range(1, len(products.all) + 1))
    assert len(products.all) == len(products.by_code) == len({product.name for product in products.all}) >= 38
    assert all(products.of(family) for family in Family)
    assert {"Premium Savings", "Gold Card", "Home Mortgage"} <= {product.name for product in products.all}
    assert all(0 <= product.rate_low_bp <= product.rate_high_bp < 3600 for product in products.all)


def test_merchants_are_many_distinct_and_of_real_codes(catalog: Catalog) -> None:
    merchants = catalog.merchants
    assert len(merchants) >= 1800 and len(set(merchants.mcc_code)) >= 45
    assert len(set(zip(merchants.name, merchants.city, merchants.state, strict=True))) == len(merchants)
    assert all(len(code) == 4 and code.isdigit() for code in merchants.mcc_code)
    assert len(set(zip(merchants.mcc_code, merchants.mcc_category, strict=True))) == len(set(merchants.mcc_code))
    assert set(merchants.group) == {member.name for kind in (Spend, Bill, Fintech) for member in kind} | {"BANK_INSURANCE"}


def test_no_text_can_start_a_spreadsheet_formula_or_keeps_a_blank(catalog: Catalog) -> None:
    texts = [*catalog.merchants.name, *catalog.merchants.mcc_category, *catalog.payers.names, *catalog.places.city]
    assert not [text for text in texts if text[0] in "=+-@" or "{" in text or text != text.strip() or not text.isascii()]


def test_every_choice_leads_to_a_merchant_of_its_group_within_reach(catalog: Catalog) -> None:
    merchants, places = catalog.merchants, catalog.places
    kinds = [*zip(Spend, merchants.pick, strict=True), *zip(Bill, merchants.payees, strict=True)]
    assert [kind for kind, _ in kinds] == [*Spend, *Bill]
    for kind, table in kinds:
        for place, chosen in enumerate(table):
            found = np.unique(chosen).tolist()
            assert {merchants.group[row] for row in found} == {kind.name}
            assert {merchants.city[row] for row in found} <= {"", places.city[place]}
            assert not merchants.is_abroad[found].any()
    for fintech, table in merchants.fintechs.items():
        assert {merchants.group[row] for row in table} == {fintech.name}


def test_merchants_abroad_lie_in_the_country_visited(catalog: Catalog) -> None:
    merchants = catalog.merchants
    assert set(merchants.abroad) == set(ABROAD) and len(merchants.foreign_countries) >= 12
    for table in merchants.abroad.values():
        for country, chosen in zip(merchants.foreign_countries, table, strict=True):
            assert {merchants.country[row] for row in chosen} == {country}


def test_groceries_are_concentrated_and_restaurants_mostly_local(catalog: Catalog) -> None:
    merchants = catalog.merchants

    def local_share(spend: Spend) -> float:
        return float(np.mean([bool(merchants.city[row]) for row in merchants.pick[spend].ravel()]))

    def top_five(spend: Spend) -> float:
        return float(np.mean([np.sort(np.bincount(chosen))[-5:].sum() / len(chosen) for chosen in merchants.pick[spend]]))

    assert local_share(Spend.GROCERY) < 0.2 and local_share(Spend.RESTAURANT) > 0.6
    assert local_share(Spend.ONLINE_MARKETPLACE) == 0
    assert top_five(Spend.GROCERY) > 0.45 > top_five(Spend.RESTAURANT)


def test_regional_brands_stay_in_their_region(catalog: Catalog) -> None:
    merchants, places = catalog.merchants, catalog.places
    heb = merchants.name.index("H-E-B")
    sells = {places.state[place] for place, chosen in enumerate(merchants.pick[Spend.GROCERY]) if heb in chosen}
    assert sells == {"TX"}


def test_plans_have_prices_and_rise_in_months_of_their_own(catalog: Catalog) -> None:
    merchants = catalog.merchants
    sold = np.array([group in {bill.name for bill in SUBSCRIPTIONS} for group in merchants.group])
    window = np.array([merchants.plan_price_cents(months.parse("2024-01") + month) for month in range(24)])
    assert ((window > 0) == sold).all()
    assert all(merchants.merchant_type[row] == MerchantType.SUBSCRIPTION for row in np.flatnonzero(sold))
    steps = np.diff(window, axis=0)
    assert (steps >= 0).all()
    assert len(np.flatnonzero(steps.any(axis=1))) >= 12
    netflix = merchants.name.index("Netflix")
    assert window[:, netflix].tolist() == [1549] * 12 + [1799] * 12
    assert merchants.plan_price_cents(months.parse("2034-01"))[netflix] > 1799


def test_pay_frequencies_match_the_survey_and_students_work_in_other_industries(catalog: Catalog) -> None:
    payers = catalog.payers
    shares = np.bincount(payers.frequency[payers.pick], minlength=len(PayFrequency)) / len(payers.pick)
    assert shares == pytest.approx([0.165, 0.569, 0.155, 0.111], abs=0.01)
    assert set(payers.industry) == set(catalog.occupations)
    usual = Counter(payers.industry[row] for row in payers.pick)
    student = Counter(payers.industry[row] for row in payers.pick_student)
    assert student["Food Service"] > 2 * usual["Food Service"]
    assert np.mean(payers.frequency[payers.pick_student] <= PayFrequency.BIWEEKLY) > 0.75
    assert 0.02 < np.bincount(payers.pick).max() / len(payers.pick) < 0.06
    assert len(set(payers.names)) == len(payers.names) > payers.employers >= 400


def test_places_are_weighted_by_population(catalog: Catalog) -> None:
    places = catalog.places
    shares = np.bincount(places.pick, minlength=len(places)) / len(places.pick)
    assert shares == pytest.approx(places.population / places.population.sum(), abs=0.0005)
    by_state = Counter(places.state[row] for row in places.pick)
    assert [state for state, _ in by_state.most_common(3)] == ["CA", "TX", "FL"]


def test_first_names_fit_the_generation(catalog: Catalog) -> None:
    def given(gender: str, year: int) -> Counter[str]:
        return Counter(catalog.names.first(gender, year, word) for word in range(0, 65_536, 16))

    assert given("F", 1952)["Linda"] > 5 * given("F", 2004)["Linda"]
    assert given("F", 2004)["Madison"] > 5 * given("F", 1952)["Madison"]
    assert catalog.names.last(0) and catalog.names.last(65_535)


def test_the_catalog_is_one_edition_in_every_process(catalog: Catalog) -> None:
    script = (
        "from c360sim import assumptions; from c360sim.catalog import load_catalog; c = load_catalog(assumptions.load()); "
        "print(c.merchants.name[-300:] + c.payers.names)"
    )
    other = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONHASHSEED": "7", "PYTHONPATH": ":".join(sys.path)},
    )
    assert other.stdout.strip() == str(catalog.merchants.name[-300:] + catalog.payers.names)
