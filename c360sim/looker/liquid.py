"""Liquid in LookML: `{% parameter %}`, `{% condition %}`, `_in_query`, `_is_filtered`, `_is_selected` and `_parameter_value`.

Nothing here reads the clock: in `html`, links and labels `'now'` is the last day of the data; SQL says CURRENT_DATE, which is that day too.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from typing import Any, TextIO

from liquid import Environment, RenderContext, StrictUndefined
from liquid.ast import BlockNode, Node
from liquid.builtin.expressions import Path
from liquid.exceptions import LiquidError, TemplateNotFoundError
from liquid.filter import with_context
from liquid.parser import get_parser
from liquid.stream import TokenStream
from liquid.tag import Tag
from liquid.token import TOKEN_EOF, TOKEN_TAG, Token

from c360sim.looker.source import LookmlError, Place

Names = Mapping[str, Any]
_CONDITION, _PARAMETER = "\0condition", "\0parameter"
"""Names, which no template can say, of what the tags call."""
TODAY = "\0today"
"""The same, of the day that `'now'` is."""


def render(text: str, place: Place, names: Names, parameter: Callable[[str], str], condition: Callable[[str, str], str]) -> str:
    """Return a text with its Liquid rendered.

    `parameter` returns the SQL of a parameter's value, `condition` that of a templated filter on some SQL. Raises LookmlError for a
    tag, filter or name that is not there.
    """
    if "{%" not in text and "{{" not in text:
        return text
    try:
        return _ENVIRONMENT.from_string(text).render({TODAY: None, **names, _PARAMETER: parameter, _CONDITION: condition})
    except (LiquidError, RecursionError) as error:
        raise LookmlError(place, problem(error)) from None


def problem(error: LiquidError | RecursionError) -> str:
    """Return what is wrong with a template, as a message says it."""
    if isinstance(error, RecursionError):
        return "liquid: nested too deep"
    said = f"there is no template {error}" if isinstance(error, TemplateNotFoundError) else str(error)
    return f"liquid: {said.splitlines()[0]}"


def names(text: str, place: Place) -> list[tuple[str, ...]]:
    """Return the names in the Liquid of a text that it does not itself assign, each by its parts, without rendering it.

    Raises LookmlError for what is not Liquid.
    """
    try:
        variables = _ENVIRONMENT.from_string(text).analyze().globals
    except (LiquidError, RecursionError) as error:
        raise LookmlError(place, problem(error)) from None
    return [tuple(str(part) for part in found.segments) for several in variables.values() for found in several]


def _path(tag: Tag, tokens: TokenStream) -> str:
    path = str(Path.parse(tag.env, tokens))
    tokens.expect_eos()
    return path


class _ParameterNode(Node):
    """`{% parameter view.name %}`."""

    __slots__ = ("path",)

    def __init__(self, token: Token, path: str) -> None:
        super().__init__(token)
        self.path = path
        self.blank = False

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        """Write the parameter's value."""
        return buffer.write(context.resolve(_PARAMETER)(self.path))


class _ParameterTag(Tag):
    """The tag `parameter`."""

    name = "parameter"
    block = False

    def parse(self, stream: TokenStream) -> Node:
        """Read the tag."""
        token = stream.eat(TOKEN_TAG)
        return _ParameterNode(token, _path(self, stream.into_inner(tag=token, eat=False)))


class _ConditionNode(Node):
    """`{% condition view.name %} SQL {% endcondition %}`."""

    __slots__ = ("path", "block")

    def __init__(self, token: Token, path: str, block: BlockNode) -> None:
        super().__init__(token)
        self.path, self.block = path, block
        self.blank = False

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        """Write the condition on the SQL between the tags."""
        inner = context.get_buffer(buffer)
        self.block.render(context, inner)
        return buffer.write(context.resolve(_CONDITION)(self.path, inner.getvalue().strip()))


class _ConditionTag(Tag):
    """The tag `condition`."""

    name = "condition"
    end = "endcondition"

    def parse(self, stream: TokenStream) -> Node:
        """Read the tag, what is between, and its end."""
        token = stream.eat(TOKEN_TAG)
        path = _path(self, stream.into_inner(tag=token))
        block = get_parser(self.env).parse_block(stream, frozenset((self.end, TOKEN_EOF)))
        stream.expect(TOKEN_TAG, value=self.end)
        return _ConditionNode(token, path, block)


@with_context
def _date(value: object, pattern: object = None, *, context: RenderContext) -> str:
    """Return a day in a form of strftime: of a day written YYYY-MM-DD, or `'now'`."""
    if value in ("now", "today"):
        day = context.resolve(TODAY)
        if not isinstance(day, dt.date):
            raise LiquidError("'now' in SQL is not supported; say CURRENT_DATE, which is the last day of the data", token=None)
    else:
        day = _day(value)
    if not isinstance(pattern, str) or not _DATE_PATTERN.fullmatch(pattern):
        raise LiquidError(f"date has the format {pattern}; allowed: text and {_DIRECTIVES}", token=None)
    return day.strftime(pattern)


def _day(value: object) -> dt.date:
    try:
        return value if isinstance(value, dt.date) else dt.date.fromisoformat(str(value)[:10])
    except ValueError:
        raise LiquidError(f"date is given {str(value)[:60]}; allowed: a day written YYYY-MM-DD, or 'now'", token=None) from None


_DIRECTIVES = "%Y, %y, %m, %d, %e, %b, %B, %a, %A, %j, %G, %V, %u, %F, %%"
_DATE_PATTERN = re.compile(r"(?:[^%]|%[YymdebBaAjGVuF%])*")


class _Environment(Environment):
    """Liquid that ends: it has no more rounds and output than a query or a cell can use."""

    loop_iteration_limit = 10_000
    output_stream_limit = 1_000_000
    context_depth_limit = 20


def environment(autoescape: bool = False) -> Environment:
    """Return Liquid in which a name that is not there is an error, and so are the clock's `now` and `today`."""
    clock = {name: StrictUndefined(name, token=None) for name in ("now", "today")}
    found = _Environment(undefined=StrictUndefined, autoescape=autoescape, globals=clock)
    found.add_filter("date", _date)
    return found


_ENVIRONMENT = environment()
_ENVIRONMENT.add_tag(_ParameterTag)
_ENVIRONMENT.add_tag(_ConditionTag)
