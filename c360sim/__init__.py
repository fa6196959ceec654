"""Customer 360 bank simulator: lives first, then the star schema they leave behind.

>>> import c360sim
>>> dataset = c360sim.simulate(customers=20, months=2, seed=1)
>>> dataset.rows("SELECT count(DISTINCT date_key) AS month_ends FROM fact_account_snapshot")
[{'month_ends': 3}]
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from c360sim.api import open as open
    from c360sim.api import simulate as simulate
    from c360sim.customer.life.persona import Persona as Persona
    from c360sim.dataset import Dataset as Dataset
    from c360sim.model import Model as Model
    from c360sim.spec import RunSpec as RunSpec

__version__ = "0.1.0"

_HOME = {
    "Dataset": "c360sim.dataset",
    "Model": "c360sim.model",
    "Persona": "c360sim.customer.life.persona",
    "RunSpec": "c360sim.spec",
    "open": "c360sim.api",
    "simulate": "c360sim.api",
}
"""Where each public name stands: it is imported when first asked for, so that commands start with what they need."""

__all__ = ["Dataset", "Model", "Persona", "RunSpec", "open", "simulate"]  # `c360sim.open` is what a user looks for


def __getattr__(name: str) -> Any:
    """Import a public name. Raises AttributeError for another."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}; it has {', '.join(__all__)}")
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return [*globals(), *__all__]
