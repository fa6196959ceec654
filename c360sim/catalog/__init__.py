"""The catalog: products, merchants, payers, places and names, one fixed edition for every seed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple

from c360sim.assumptions import Assumptions, derived
from c360sim.catalog.employers import load_employers
from c360sim.catalog.market import Merchants, load_merchants
from c360sim.catalog.names import Names, load_names
from c360sim.catalog.payers import Payers, load_payers
from c360sim.catalog.places import Places, load_places
from c360sim.catalog.products import Product, Products, load_products
from c360sim.catalog.wording import Wording

__all__ = ["Catalog", "Merchants", "Names", "Occupation", "Payers", "Places", "Product", "Products", "load_catalog"]


class Occupation(NamedTuple):
    """What someone works as: the usual gross salary in US dollars a year, and the age from which one can."""

    name: str
    gross_usd: int
    from_age: int


@dataclass(frozen=True, slots=True)
class Catalog:
    """All that customers choose from. `occupations` are by industry of the employer."""

    products: Products
    merchants: Merchants
    payers: Payers
    places: Places
    names: Names
    occupations: dict[str, list[Occupation]]


@derived
def load_catalog(assumptions: Assumptions) -> Catalog:
    """Return the catalog that the assumptions' tables describe."""
    places, names = load_places(assumptions), load_names(assumptions)
    wording = Wording(assumptions, names)
    return Catalog(
        products=load_products(assumptions),
        merchants=load_merchants(assumptions, places, wording),
        payers=load_payers(assumptions, load_employers(assumptions, wording)),
        places=places,
        names=names,
        occupations=_occupations(assumptions),
    )


def _occupations(assumptions: Assumptions) -> dict[str, list[Occupation]]:
    found: dict[str, list[Occupation]] = defaultdict(list)
    for row in assumptions.rows("occupations"):
        found[row["industry"]].append(Occupation(row["occupation"], int(row["gross_usd"]), int(row["from_age"])))
    return dict(found)
