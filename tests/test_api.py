"""The package from Python: what a data scientist and a Mesa user type first."""

from __future__ import annotations

import doctest
import gc
import subprocess
import sys
from pathlib import Path

import mesa
import pytest

import agents
import c360sim
from agents import PERSONAS
from agents.digital_native import DIGITAL_NATIVE
from c360sim import api, model


def test_three_lines_give_a_data_set_that_goes_when_it_is_let_go() -> None:
    dataset = c360sim.simulate(customers=30, months=2, seed=7)
    assert dataset.rows("SELECT count(*) > 20 AS is_right FROM dim_customer") == [{"is_right": True}]
    folder = dataset.folder
    assert folder.exists()
    del dataset
    gc.collect()
    assert not folder.exists()


def test_a_data_set_on_disk_is_opened_again(tmp_path: Path) -> None:
    written = c360sim.simulate(customers=20, months=1, seed=7, out=tmp_path / "data", formats=["parquet", "csv"])
    postings = "SELECT count(*) AS n, sum(amount) AS total FROM fact_transaction"
    assert c360sim.open(str(tmp_path / "data")).rows(postings) == written.rows(postings)


def test_parameters_change_what_is_simulated() -> None:
    fees = "SELECT coalesce(sum(amount), 0) AS usd FROM fact_transaction WHERE transaction_category = 'Overdraft Fee'"
    usual, free = (
        c360sim.simulate(customers=150, months=3, parameters=given).rows(fees)[0]["usd"] for given in ({}, {"overdraft_fee_cents": 0})
    )
    assert usual < 0 == free


def test_a_parameter_of_one_persona_leaves_the_others_theirs() -> None:
    shipped = agents.shipped()
    changed = shipped.with_values({("job_loss", "Boomer"): 0.5}).with_values({"student_job_start": 0.9})
    assert changed.value("job_loss", "Boomer") == 0.5 != shipped.value("job_loss", "Boomer")
    others = [persona.tag for persona in PERSONAS if persona.tag != "Boomer"]
    assert all(changed.value("job_loss", tag) == shipped.value("job_loss", tag) for tag in others)
    assert changed.value("student_job_start", "College Student") == 0.9


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"customers": 0}, "customers is 0, allowed 1 or more"),
        ({"months": -1}, "months is -1, allowed 1 or more"),
        ({"start": "2024-13"}, "not a month: '2024-13'"),
        ({"formats": ["xlsx"]}, "formats: xlsx, allowed some of csv, parquet, duckdb"),
        ({"parameters": {"overdraft_fee": 0}}, "parameter overdraft_fee is unknown; nearest: overdraft_fee_cents"),
        ({"parameters": {("job_loss", "Pirate"): 0}}, "parameter job_loss of Pirate is unknown"),
        ({"personas": (DIGITAL_NATIVE,), "workers": 2}, "workers is 2, allowed 1 with personas of one's own"),
    ],
)
def test_what_no_run_can_be_is_refused_by_name(given: dict[str, object], told: str) -> None:
    with pytest.raises(ValueError, match=told.replace(".", r"\.")):
        c360sim.simulate(**({"customers": 5, "months": 1} | given))  # type: ignore[arg-type]


def test_a_bank_of_one_persona() -> None:
    dataset = c360sim.simulate(customers=20, months=1, personas=(DIGITAL_NATIVE,))
    assert dataset.rows("SELECT DISTINCT persona_tag AS tag FROM dim_customer") == [{"tag": "Digital Native"}]


def test_a_mesa_user_finds_what_they_are_used_to() -> None:
    ran = c360sim.Model(customers=40, months=3, seed=2, agent_reporters={"stage": "stage", "balance": "balance_usd"})
    assert ran.running
    ran.run_model()
    assert not ran.running and ran.steps == 3
    reported = ran.datacollector.get_model_vars_dataframe()
    assert len(reported) == 3 and (reported["active"] > 0).all() and (reported["deposits_usd"] > 0).all()
    agents = ran.datacollector.get_agent_vars_dataframe()
    assert len(agents) == 120 and set(agents.columns) == {"stage", "balance"}
    assert sum(ran.agents.groupby("persona").count().values()) == 40
    assert agents.xs(3, level="Step")["balance"].sum() == pytest.approx(reported["deposits_usd"].iloc[-1])
    customer = next(iter(ran.agents.select(lambda agent: agent.customer_id == 17)))
    assert repr(customer).startswith(f"<Customer 17: {customer.persona}, {customer.stage}, ")


def test_a_batch_of_models() -> None:
    rows = mesa.batch_run(c360sim.Model, {"customers": 20, "months": 2, "seed": [1, 2]}, display_progress=False)
    assert [row["seed"] for row in rows] == [1, 2] and rows[0]["deposits_usd"] != rows[1]["deposits_usd"]


def test_the_examples_of_the_public_names_hold() -> None:
    for module in (c360sim, api, model):
        failed, tried = doctest.testmod(module)
        assert tried and not failed, module.__name__


def test_a_name_that_is_not_public_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="it has Dataset, Model"):
        c360sim.simulator  # noqa: B018
    assert set(c360sim.__all__) <= set(dir(c360sim))


def test_importing_the_package_imports_no_library() -> None:
    script = "import sys, c360sim; print(sorted({'numpy', 'mesa', 'duckdb', 'pyarrow', 'pandas'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.strip() == "[]"
