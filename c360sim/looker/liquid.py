"""Liquid in LookML: `{% parameter %}`, `{% condition %}`, `_in_query`, `_is_filtered`, `_is_selected` and `_parameter_value`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TextIO

from liquid import Environment, RenderContext, StrictUndefined
from liquid.ast import BlockNode, Node
from liquid.builtin.expressions import Path
from liquid.exceptions import LiquidError
from liquid.parser import get_parser
from liquid.stream import TokenStream
from liquid.tag import Tag
from liquid.token import TOKEN_EOF, TOKEN_TAG, Token

from c360sim.looker.source import LookmlError, Place

Names = Mapping[str, Any]
_CONDITION, _PARAMETER = "\0condition", "\0parameter"
"""Names, which no template can say, of what the tags call."""


def render(text: str, place: Place, names: Names, parameter: Callable[[str], str], condition: Callable[[str, str], str]) -> str:
    """Return a text with its Liquid rendered.

    `parameter` returns the SQL of a parameter's value, `condition` that of a templated filter on some SQL. Raises LookmlError for a
    tag, filter or name that is not there.
    """
    if "{%" not in text and "{{" not in text:
        return text
    try:
        return _ENVIRONMENT.from_string(text).render({**names, _PARAMETER: parameter, _CONDITION: condition})
    except LiquidError as error:
        raise LookmlError(place, f"Liquid: {str(error).splitlines()[0]}") from None


def names(text: str, place: Place) -> list[tuple[str, ...]]:
    """Return the names in the Liquid of a text, each by its parts, without rendering it. Raises LookmlError for what is not Liquid."""
    try:
        variables = _ENVIRONMENT.from_string(text).analyze().variables
    except LiquidError as error:
        raise LookmlError(place, f"liquid: {str(error).splitlines()[0]}") from None
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


_ENVIRONMENT = Environment(undefined=StrictUndefined)
_ENVIRONMENT.add_tag(_ParameterTag)
_ENVIRONMENT.add_tag(_ConditionTag)
