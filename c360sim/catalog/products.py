"""What the bank sells."""

from __future__ import annotations

from dataclasses import dataclass

from c360sim.assumptions import Assumptions
from c360sim.vocabulary import Family


@dataclass(frozen=True, slots=True)
class Product:
    """One product. Money is integer cents; rates, shares and the foreign transaction fee are integer basis points.

    `min_balance_cents` is the least opening deposit. The monthly fee is waived by any of three: the account's average
    balance (`waiver_balance_cents`), pay deposited in the month (`waiver_deposit_cents`), and the customer's deposits in
    all (`waiver_relationship_cents`); 0 where there is no such waiver. `rate_low_bp` and `rate_high_bp` bound what the bank
    pays (deposits) or charges (cards, loans); both are 0 for insurance and securities. `terms_months` are the terms on offer,
    each as likely as it is often named, none for what has no end; `renewal_bp` is the share renewed when one ends.
    `is_relationship` marks the premium tier.
    """

    product_id: int
    code: str
    name: str
    family: Family
    category: str
    min_balance_cents: int
    monthly_fee_cents: int
    waiver_balance_cents: int
    waiver_deposit_cents: int
    waiver_relationship_cents: int
    annual_fee_cents: int
    rate_low_bp: int
    rate_high_bp: int
    terms_months: tuple[int, ...]
    renewal_bp: int
    foreign_fee_bp: int
    is_relationship: bool


class Products:
    """All products, in the order of their ids: the product with id i is `all[i - 1]`."""

    def __init__(self, products: tuple[Product, ...]) -> None:
        self.all = products
        self.by_code = {product.code: product for product in products}
        self._families = {family: tuple(product for product in products if product.family == family) for family in Family}

    def of(self, family: Family) -> tuple[Product, ...]:
        """Return the products of a family, plainest first."""
        return self._families[family]


def load_products(assumptions: Assumptions) -> Products:
    """Return the products of the table."""
    return Products(tuple(_product(number, row) for number, row in enumerate(assumptions.rows("products"), start=1)))


def _product(number: int, row: dict[str, str]) -> Product:
    return Product(
        product_id=number,
        code=row["code"],
        name=row["name"],
        family=Family[row["family"]],
        category=row["category"],
        min_balance_cents=int(row["min_balance_cents"]),
        monthly_fee_cents=int(row["monthly_fee_cents"]),
        waiver_balance_cents=int(row["waiver_balance_cents"]),
        waiver_deposit_cents=int(row["waiver_deposit_cents"]),
        waiver_relationship_cents=int(row["waiver_relationship_cents"]),
        annual_fee_cents=int(row["annual_fee_cents"]),
        rate_low_bp=int(row["rate_low_bp"]),
        rate_high_bp=int(row["rate_high_bp"]),
        terms_months=tuple(int(term) for term in row["terms_months"].split()),
        renewal_bp=int(row["renewal_bp"]),
        foreign_fee_bp=int(row["foreign_fee_bp"]),
        is_relationship=row["is_relationship"] == "1",
    )
