"""What a reader of the tables would miss if lives did not show in them. Bounds are wide: calibration is checked elsewhere."""

from __future__ import annotations

import duckdb
import pytest

from c360sim.schema import TABLES

Tables = duckdb.DuckDBPyConnection


def value(tables: Tables, query: str) -> float:
    """Return the single number of a query."""
    return float(tables.sql(query).fetchall()[0][0])


def test_active_customers_have_30_to_50_postings_a_month(tables: Tables) -> None:
    mean = value(
        tables, "SELECT avg(n) FROM (SELECT count(*) n FROM fact_transaction GROUP BY customer_id, date_trunc('month', transaction_date))"
    )
    assert 30 <= mean <= 50


def test_ages_stay_in_the_briefs_bands(tables: Tables) -> None:
    bands = {
        "Frequent Traveler": (30, 50),
        "Young Parent": (28, 42),
        "Digital Native": (22, 35),
        "College Student": (18, 24),
        "Boomer": (55, 75),
    }
    found = {row[0]: row[1:] for row in tables.sql("SELECT persona_tag, min(age), max(age) FROM dim_customer GROUP BY 1").fetchall()}
    assert found.keys() == bands.keys()
    for persona, (youngest, oldest) in found.items():
        assert bands[persona][0] <= youngest <= oldest <= bands[persona][1]


def test_the_catalog_is_as_large_as_promised(tables: Tables) -> None:
    assert value(tables, "SELECT count(*) FROM dim_product") >= 30
    assert value(tables, "SELECT count(*) FROM dim_merchant") >= 800
    assert value(tables, "SELECT count(DISTINCT mcc_code) FROM dim_merchant") >= 40


def test_pay_falls_on_business_days_only(tables: Tables) -> None:
    assert (
        value(
            tables,
            "SELECT count(*) FROM fact_transaction JOIN dim_date USING (date_key) WHERE transaction_category = 'Payroll' AND (is_weekend OR is_holiday)",
        )
        == 0
    )


def test_people_go_back_to_the_same_shops(tables: Tables) -> None:
    """The most visited of someone's grocery shops has far more than its share; the ten most popular merchants are heavy-tailed."""
    favorite = value(
        tables,
        """SELECT avg(top::DOUBLE / visits) FROM (
             SELECT max(n) AS top, sum(n) AS visits FROM (
               SELECT customer_id, merchant_id, count(*) AS n FROM fact_transaction
               WHERE mcc_category = 'Grocery Stores' GROUP BY ALL) GROUP BY customer_id HAVING sum(n) >= 50)""",
    )
    assert 0.25 < favorite < 0.75
    top_tenth = value(
        tables,
        """SELECT sum(n) FILTER (WHERE place <= total / 10) / sum(n)::DOUBLE FROM (
             SELECT count(*) AS n, row_number() OVER (ORDER BY count(*) DESC) AS place, count(*) OVER () AS total
             FROM fact_transaction WHERE merchant_id IS NOT NULL GROUP BY merchant_id)""",
    )
    assert top_tenth > 0.5


def test_december_outspends_february_at_shops_for_presents(tables: Tables) -> None:
    ratio = value(
        tables,
        """SELECT sum(amount) FILTER (WHERE month(transaction_date) = 12) / sum(amount) FILTER (WHERE month(transaction_date) = 2)
           FROM fact_transaction WHERE mcc_category IN ('Online Retail', 'Family Clothing', 'Department Stores') AND amount < 0""",
    )
    assert 1.2 < ratio < 2.2


def test_saturdays_are_for_shopping_and_coffee_is_not(tables: Tables) -> None:
    by_weekday = """SELECT count(*) FILTER (WHERE isodow(transaction_date) = 6) * 6.0 / count(*) FILTER (WHERE isodow(transaction_date) <> 6)
                    FROM fact_transaction WHERE transaction_category = 'Purchase' AND mcc_category = '{}'"""
    assert value(tables, by_weekday.format("Restaurants")) > 1.2
    assert value(tables, by_weekday.format("Grocery Stores")) > 1.05


def test_trips_cluster_hotel_and_dining_away_from_home(tables: Tables) -> None:
    """Around a hotel bill abroad most restaurant bills are in that country."""
    share = value(
        tables,
        """WITH placed AS (SELECT t.*, m.merchant_country AS country, m.mcc_category AS kind FROM fact_transaction t JOIN dim_merchant m USING (merchant_id)),
           stays AS (SELECT customer_id, transaction_date AS day, country FROM placed WHERE kind = 'Lodging' AND country <> 'US')
           SELECT avg((p.country = s.country)::INT) FROM stays s JOIN placed p USING (customer_id)
           WHERE p.kind = 'Restaurants' AND p.transaction_date BETWEEN s.day - 2 AND s.day""",
    )
    assert share > 0.5


def test_a_purchase_is_foreign_where_the_countries_differ(tables: Tables) -> None:
    """Comparing countries finds what the catalog sells abroad, where a fee for it falls too, and finds little of it."""
    bought = "fact_transaction JOIN dim_customer USING (customer_id) JOIN dim_merchant USING (merchant_id) WHERE transaction_category = 'Purchase'"
    foreign, abroad, purchases = tables.sql(
        f"SELECT count(*) FILTER (merchant_country <> address_country), count(*) FILTER (merchant_city IS NOT NULL AND merchant_state IS NULL), count(*) FROM {bought}"
    ).fetchall()[0]
    assert 0 < foreign == abroad < 0.03 * purchases
    days_abroad = f"SELECT customer_id, transaction_date FROM {bought} AND merchant_country <> address_country"
    fees = "SELECT customer_id, transaction_date FROM fact_transaction WHERE transaction_category = 'Foreign Transaction Fee'"
    assert value(tables, f"SELECT count(*) FROM ({fees})") > 0
    assert value(tables, f"SELECT count(*) FROM ({fees} EXCEPT {days_abroad})") == 0


def test_weeks_are_of_one_year(tables: Tables) -> None:
    """A week by its ISO year and number is seven days on end; by the calendar year some would be torn, and joined to others."""
    weeks = "SELECT count(*) AS days, max(date) - min(date) AS span FROM dim_date GROUP BY iso_year, week_of_year"
    assert value(tables, f"SELECT max(span) FROM ({weeks})") == 6
    assert value(tables, f"SELECT count(*) FROM ({weeks}) WHERE days <> 7") <= 2  # the first and the last


def test_travelers_travel_and_students_do_not(tables: Tables) -> None:
    lodging = dict(
        tables.sql(
            """SELECT persona_tag, coalesce(-sum(amount) FILTER (WHERE t.mcc_category IN ('Lodging', 'Airlines')), 0)::DOUBLE / count(DISTINCT customer_id)
               FROM dim_customer LEFT JOIN fact_transaction t USING (customer_id) GROUP BY 1"""
        ).fetchall()
    )
    assert lodging["Frequent Traveler"] > 2 * max(lodging["Young Parent"], lodging["Digital Native"])
    assert lodging["College Student"] < 0.75 * lodging["Digital Native"]


def test_a_graduate_who_is_hired_lives_on_a_real_salary(tables: Tables) -> None:
    before, after = tables.sql(
        """WITH hired AS (SELECT customer_id, min(date) AS day FROM life_event WHERE event = 'first_job' GROUP BY 1)
           SELECT sum(amount) FILTER (WHERE transaction_date BETWEEN day - 120 AND day - 1), sum(amount) FILTER (WHERE transaction_date BETWEEN day AND day + 120)
           FROM fact_transaction JOIN hired USING (customer_id) WHERE transaction_category = 'Payroll' AND day < DATE '2025-08-01'"""
    ).fetchall()[0]
    assert after > 3 * (before or 0)


def test_a_child_changes_the_basket(tables: Tables) -> None:
    before, after = tables.sql(
        """WITH born AS (SELECT customer_id, min(date) AS day FROM life_event WHERE event = 'birth' GROUP BY 1)
           SELECT count(*) FILTER (WHERE transaction_date BETWEEN day - 390 AND day - 270), count(*) FILTER (WHERE transaction_date BETWEEN day AND day + 120)
           FROM fact_transaction JOIN born USING (customer_id) JOIN dim_merchant m USING (merchant_id)
           WHERE m.mcc_code IN ('5641', '8351') AND day BETWEEN DATE '2025-01-25' AND DATE '2025-09-01'"""
    ).fetchall()[0]
    assert after > 1.3 * before


def test_nobody_is_a_customer_outside_of_their_accounts(tables: Tables) -> None:
    """No contact, no event and no month of life before the first account or after the last one is closed, in the tables and in the truth."""
    held = "(SELECT customer_id, min(open_date) AS opened, CASE WHEN bool_and(close_date IS NOT NULL) THEN max(close_date) END AS closed FROM dim_account GROUP BY 1)"
    for happened, day in (("fact_interaction", "interaction_date"), ("life_event", "date")):
        assert value(tables, f"SELECT count(*) FROM {happened} JOIN {held} USING (customer_id) WHERE {day} < opened OR {day} > closed") == 0
    assert (
        value(tables, f"SELECT count(*) FROM customer_month JOIN {held} USING (customer_id) WHERE month > strftime(closed, '%Y-%m')") == 0
    )
    assert value(tables, f"SELECT count(*) FROM labels JOIN {held} USING (customer_id) WHERE churn_date IS DISTINCT FROM closed") == 0
    left = "SELECT customer_id, date FROM life_event WHERE event = 'left_bank'"
    assert value(tables, f"SELECT count(*) FROM ({left}) FULL JOIN {held} USING (customer_id) WHERE date IS DISTINCT FROM closed") == 0


def test_everyone_can_be_told_apart(tables: Tables) -> None:
    for contact in ("phone", "email", "(first_name, last_name, date_of_birth)"):
        assert value(tables, f"SELECT count(*) - count(DISTINCT {contact}) FROM dim_customer") == 0


def test_pay_goes_before_the_customer_does(tables: Tables) -> None:
    """In the last two months before leaving, pay is far below that of a year before, though some leave without a sign."""
    early_pay, late_pay = tables.sql(
        """SELECT sum(amount) FILTER (WHERE transaction_date BETWEEN churn_date - 330 AND churn_date - 270), sum(amount) FILTER (WHERE transaction_date > churn_date - 60)
           FROM fact_transaction JOIN dim_customer USING (customer_id)
           WHERE transaction_category = 'Payroll' AND churn_date > DATE '2024-12-15'"""
    ).fetchall()[0]
    assert float(late_pay) < 0.6 * float(early_pay)


def test_complaints_rise_before_leaving(tables: Tables) -> None:
    late, usual = tables.sql(
        """SELECT count(*) FILTER (WHERE churn_date - interaction_date < 120) / sum(1) FILTER (WHERE TRUE) , count(*) FILTER (WHERE churn_date IS NULL) / sum(1) FILTER (WHERE TRUE)
           FROM fact_interaction JOIN dim_customer USING (customer_id) WHERE reason IN ('Complaint', 'Account Closure')"""
    ).fetchall()[0]
    leavers = value(tables, "SELECT count(*) FROM dim_customer WHERE churn_date IS NOT NULL")
    stayers = value(tables, "SELECT count(*) FROM dim_customer WHERE churn_date IS NULL")
    assert late / (leavers * 4) > 2 * usual / (stayers * 24)


def test_subscriptions_keep_their_price_until_it_rises(tables: Tables) -> None:
    """A subscriber is charged the same by a merchant from month to month, and nobody is charged less later."""
    prices = """SELECT count(DISTINCT amount) AS prices, count(*) AS months, min_by(amount, transaction_date) AS first, max_by(amount, transaction_date) AS last
                FROM fact_transaction JOIN dim_merchant m USING (merchant_id)
                WHERE is_recurring AND merchant_type = 'Subscription' AND m.mcc_code NOT IN ('4814', '4812') GROUP BY customer_id, merchant_id HAVING count(*) >= 12"""
    assert value(tables, f"SELECT median(prices) FROM ({prices})") <= 3
    assert value(tables, f"SELECT avg((last <= first)::INT) FROM ({prices})") > 0.9


@pytest.mark.parametrize(
    "gap",
    [
        "SELECT count(*) FROM labels JOIN dim_customer USING (customer_id) WHERE has_children AND needs_life_cover AND life_shortfall_cents > 0",
        "SELECT count(*) FROM labels JOIN dim_customer USING (customer_id) WHERE home_ownership IN ('Own', 'Mortgage') AND home_shortfall_cents > 0",
        "SELECT count(*) FROM labels JOIN dim_customer USING (customer_id) WHERE persona_tag = 'Frequent Traveler' AND travel_shortfall_cents > 0",
        "SELECT count(*) FROM labels WHERE prepayment_cents > 100000",
        "SELECT count(*) FROM labels WHERE idle_cash_cents > 500000",
        "SELECT count(DISTINCT customer_id) FROM fact_transaction WHERE transaction_category = 'Fintech Transfer' AND amount < -500",
    ],
    ids=[
        "families without life cover",
        "owners without home cover",
        "travelers without travel cover",
        "can prepay",
        "idle cash",
        "invests elsewhere",
    ],
)
def test_cross_sell_signals_are_there_but_not_everywhere(tables: Tables, gap: str) -> None:
    found, customers = value(tables, gap), value(tables, "SELECT count(*) FROM dim_customer")
    assert 3 <= found < customers / 2


def test_products_open_sleep_and_close_in_the_window(tables: Tables) -> None:
    for state in ("open_date >= DATE '2024-01-01'", "close_date IS NOT NULL", "status = 'Dormant'"):
        assert value(tables, f"SELECT count(*) FROM dim_account WHERE {state}") > 5


def test_no_column_is_always_empty(tables: Tables) -> None:
    empty = [
        f"{table.name}.{column.name}"
        for table in TABLES.values()
        for column in table.columns
        if value(tables, f"SELECT count({column.name}) FROM {table.name}") == 0
    ]
    assert empty == []


@pytest.mark.parametrize("kind", ["Life", "Auto", "Homeowners", "Renters", "Travel", "Health"])
def test_policies_end_some_day_unless_they_insure_a_whole_life(tables: Tables, kind: str) -> None:
    policies = f"FROM dim_account WHERE product_name LIKE '%{kind} Insurance'"
    assert value(tables, f"SELECT count(*) FILTER (maturity_date IS NULL) {policies} AND product_name NOT LIKE 'Whole%'") == 0
    assert value(tables, f"SELECT count(*) FILTER (maturity_date > DATE '2025-12-31') {policies} AND close_date IS NULL") > 0


def test_life_policies_run_for_several_terms(tables: Tables) -> None:
    years = "round((maturity_date - open_date) / 365.25)"
    found = tables.sql(f"SELECT DISTINCT {years} FROM dim_account WHERE product_name = 'Term Life Insurance'").fetchall()
    assert {row[0] for row in found} == {10, 20, 30}


def test_seniority_reaches_decades_back(tables: Tables) -> None:
    assert value(tables, "SELECT max(DATE '2024-01-01' - join_date) / 365.0 FROM dim_customer") > 20
    joined = value(tables, "SELECT avg((join_date >= DATE '2024-01-01')::INT) FROM dim_customer")
    assert 0.06 < joined < 0.2


def test_what_the_dictionary_says_of_holidays_holds(tables: Tables) -> None:
    of_a_holiday = "FROM fact_transaction JOIN dim_date USING (date_key) WHERE is_holiday AND transaction_category"
    paid = "('Payroll', 'Gig Income', 'Pension', 'Social Security', 'Unemployment Benefit', 'Tax Refund', 'Employer Contribution')"
    assert value(tables, f"SELECT count(*) {of_a_holiday} IN {paid}") == 0
    assert value(tables, f"SELECT count(*) {of_a_holiday} IN ('Purchase', 'Own Transfer')") > 0
