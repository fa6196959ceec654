"""What follows from assumptions alone, worked out once for each of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from typing import Concatenate, ParamSpec, TypeVar

from c360sim.assumptions.register import Assumptions

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


def derived(function: Callable[Concatenate[Assumptions, Arguments], Result]) -> Callable[Concatenate[Assumptions, Arguments], Result]:
    """Work out what follows from assumptions, and from hashable arguments, once for each of them; it is forgotten with them."""

    def known(assumptions: Assumptions, /, *arguments: Arguments.args, **named: Arguments.kwargs) -> Result:
        key = (function, *arguments)
        if key not in assumptions.known:
            assumptions.known[key] = function(assumptions, *arguments, **named)
        result: Result = assumptions.known[key]
        return result

    update_wrapper(known, function)
    return known
