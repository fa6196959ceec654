"""What functions and operators take and give, and whether an expression keeps to it: known before there is any row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from c360sim.looker.expressions.syntax import Call, Constant, ExpressionError, Node, Reference


class Type(StrEnum):
    """Types of values. SAME stands in a signature for one type that several arguments share, ANY is also what null is of."""

    NUMBER = "a number"
    TEXT = "a text"
    DATE = "a date"
    YES_NO = "yes or no"
    ANY = "any value"
    SAME = "values of one type"


NUMBER, TEXT, DATE, YES_NO, ANY, SAME = Type


@dataclass(frozen=True, slots=True)
class Signature:
    """What a function takes, and what it gives. Where `has_more` the last argument may be repeated."""

    takes: tuple[Type, ...]
    gives: Type
    has_more: bool = False


def _of(*takes: Type, gives: Type, has_more: bool = False) -> Signature:
    return Signature(takes, gives, has_more)


SIGNATURES: Mapping[str, Signature] = {
    **dict.fromkeys(("+", "-", "*", "/", "power", "mod", "round"), _of(NUMBER, NUMBER, gives=NUMBER)),
    **dict.fromkeys(("±", "abs", "ceiling", "floor", "running_total"), _of(NUMBER, gives=NUMBER)),
    **dict.fromkeys(("=", "!=", "<", "<=", ">", ">="), _of(SAME, SAME, gives=YES_NO)),
    **dict.fromkeys(("AND", "OR"), _of(YES_NO, YES_NO, gives=YES_NO)),
    "NOT": _of(YES_NO, gives=YES_NO),
    "if": _of(YES_NO, SAME, SAME, gives=SAME),
    "coalesce": _of(SAME, gives=SAME, has_more=True),
    "is_null": _of(ANY, gives=YES_NO),
    **dict.fromkeys(("row", "pivot_column"), _of(gives=NUMBER)),
    **dict.fromkeys(("offset", "index", "pivot_index", "pivot_offset"), _of(SAME, NUMBER, gives=SAME)),
    "pivot_row": _of(SAME, gives=SAME),
    "rank": _of(SAME, SAME, gives=NUMBER),
    **dict.fromkeys(("sum", "mean", "median"), _of(NUMBER, gives=NUMBER)),
    **dict.fromkeys(("min", "max"), _of(SAME, gives=SAME)),
    **dict.fromkeys(("count", "count_distinct"), _of(ANY, gives=NUMBER)),
    "concat": _of(ANY, gives=TEXT, has_more=True),
    "contains": _of(TEXT, TEXT, gives=YES_NO),
    **dict.fromkeys(("lower", "upper"), _of(TEXT, gives=TEXT)),
    "length": _of(TEXT, gives=NUMBER),
    "to_string": _of(ANY, gives=TEXT),
    "to_number": _of(ANY, gives=NUMBER),
    "date": _of(NUMBER, NUMBER, NUMBER, gives=DATE),
    **dict.fromkeys(("add_days", "add_months"), _of(NUMBER, DATE, gives=DATE)),
    **dict.fromkeys(("diff_days", "diff_months"), _of(DATE, DATE, gives=NUMBER)),
}
"""Of every function and operator that is supported."""
OVER_A_COLUMN = ("sum", "mean", "median", "min", "max", "count", "count_distinct")
"""Functions that make one value of all those of a column, or within them `pivot_row` of all those of a row."""


def checked(node: Node, fields: Mapping[str, Type], has_totals: bool = True, has_row_totals: bool = True) -> Type:
    """Return the type of an expression on fields of these types.

    Raises ExpressionError for a function or field that is not there, and for arguments that are too few, too many, or of another type.
    """
    if _is_list(node):
        raise ExpressionError(f"is a list, by pivot_row; {', '.join(OVER_A_COLUMN)} make one value of it")
    return _Fields(fields, {"": True, "total": has_totals, "row_total": has_row_totals}).type_of(node)


@dataclass(frozen=True, slots=True)
class _Fields:
    types: Mapping[str, Type]
    there: Mapping[str, bool]
    """Whether the query has what may stand after the colon of a reference."""

    def type_of(self, node: Node) -> Type:
        if isinstance(node, Constant):
            return _of_constant(node.value)
        if isinstance(node, Call):
            return _of_call(node, [self.type_of(argument) for argument in node.arguments])
        if node.of not in self.there:
            raise ExpressionError(f"${{{node.name}:{node.of}}} is not understood; after a colon stands total or row_total")
        if node.name not in self.types:
            raise ExpressionError(f"{node.name} is not among the fields of the query")
        if not self.there[node.of]:
            raise ExpressionError(f"${{{node.name}:{node.of}}} needs {node.of.replace('_', ' ')}s, which the query does not ask for")
        return self.types[node.name]


def names(node: Node) -> Iterator[Reference]:
    """Yield what an expression refers to."""
    if isinstance(node, Reference):
        yield node
    for argument in node.arguments if isinstance(node, Call) else ():
        yield from names(argument)


def _of_constant(value: object) -> Type:
    if value is None:
        return ANY
    return YES_NO if isinstance(value, bool) else TEXT if isinstance(value, str) else NUMBER


def _of_call(node: Call, given: list[Type]) -> Type:
    signature = SIGNATURES.get(node.name)
    if signature is None:
        raise ExpressionError(f"function {node.name} is not supported")
    most = None if signature.has_more else len(signature.takes)
    if len(given) < len(signature.takes) or (most is not None and len(given) > most):
        raise ExpressionError(f"{node.name} has {len(given)} {_arguments(len(given))}; it takes {_taken(signature)}")
    if node.name not in OVER_A_COLUMN and any(map(_is_list, node.arguments)):
        raise ExpressionError(f"pivot_row gives a list, which {node.name} does not take; {', '.join(OVER_A_COLUMN)} do")
    shared = ANY
    takes = signature.takes + signature.takes[-1:] * (len(given) - len(signature.takes))
    for number, (wanted, there) in enumerate(zip(takes, given, strict=True), 1):
        if not _fits(there, shared if wanted is SAME else wanted):
            raise ExpressionError(f"argument {number} of {node.name} is {there}; it must be {shared if wanted is SAME else wanted}")
        shared = there if wanted is SAME and shared is ANY else shared
    return shared if signature.gives is SAME else signature.gives


def _is_list(node: Node) -> bool:
    return isinstance(node, Call) and node.name == "pivot_row"


def _fits(there: Type, wanted: Type) -> bool:
    """Say whether a value may stand where another type is wanted. A day may be written as text."""
    return there is wanted or ANY in (there, wanted) or {there, wanted} == {TEXT, DATE}


def _arguments(count: int) -> str:
    return "argument" if count == 1 else "arguments"


def _taken(signature: Signature) -> str:
    return f"{len(signature.takes) or 'none'}{' or more' if signature.has_more else ''}"
