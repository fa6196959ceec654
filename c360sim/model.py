"""The simulation as a Mesa model with keyword arguments: for notebooks, `mesa.batch_run` and `mesa.DataCollector`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from mesa import DataCollector

from agents import PERSONAS
from c360sim import months as calendar
from c360sim.assumptions import Assumptions
from c360sim.customer.life.persona import Persona
from c360sim.simulation import Simulation
from c360sim.spec import RunSpec


class Model(Simulation):
    """One shard of customers and their bank, a month a step; `running` ends with the last month.

    >>> model = Model(customers=50, months=3, seed=1)
    >>> model.run_model()
    >>> model.steps, model.running
    (3, False)
    >>> sorted(model.agents.groupby("persona").groups)
    ['Boomer', 'College Student', 'Digital Native', 'Frequent Traveler', 'Young Parent']

    `reporters` and `agent_reporters` go to the `datacollector`, which collects after each month; agents report attributes of
    `Customer` by name, as `agent_reporters={"stage": "stage", "balance": "balance_usd"}`. `parameters` are all that is assumed,
    those shipped unless others are given. Raises ValueError for a start that is no month of 1900..2199.
    """

    def __init__(
        self,
        customers: int = 500,
        months: int = 24,
        seed: int = 42,
        *,
        start: str = "2024-01",
        personas: Sequence[Persona] = PERSONAS,
        parameters: Assumptions | None = None,
        reporters: Mapping[str, Any] | None = None,
        agent_reporters: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(RunSpec(months, seed, customers, calendar.parse(start)), personas, parameters=parameters)
        self.datacollector = DataCollector(
            model_reporters=dict(REPORTERS if reporters is None else reporters), agent_reporters=dict(agent_reporters or {})
        )

    def step(self) -> None:
        """Live one month and collect what is reported of it."""
        super().step()
        self.datacollector.collect(self)


def present(model: Simulation) -> int:
    """Return how many are customers at the end of the last month."""
    return int(model.world.intents.is_active.sum())


def left(model: Simulation) -> int:
    """Return how many have left so far."""
    return int((model.people.churn_ordinal > 0).sum())


def deposits_usd(model: Simulation) -> float:
    """Return what all customers have in checking and savings, in US dollars."""
    return int(model.bank.liquid_cents().sum()) / 100


REPORTERS = {"active": present, "left": left, "deposits_usd": deposits_usd}
"""What a model reports of each month unless it is told otherwise."""
