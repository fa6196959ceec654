"""Just enough HTML: elements whose text is escaped, and a table."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Sequence
from html import escape


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


def element(name: str, *content: str, **attributes: str) -> Markup:
    """Return an element; text in it and in its attributes is escaped. An attribute `class_` is written `class`, an empty one not at all."""
    written = "".join(f' {key.rstrip("_")}="{escape(value)}"' for key, value in attributes.items() if value)
    return Markup(f"<{name}{written}>{joined(content)}</{name}>")


def joined(content: Iterable[str]) -> Markup:
    """Return pieces of content one after the other, text among them escaped."""
    return Markup("".join(piece if isinstance(piece, Markup) else escape(piece, quote=False) for piece in content))


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], class_: str = "") -> Markup:
    """Return a table. A cell that is an element of its own (`td`) stays as it is; a head that ends in # is that of numbers."""
    classes = ["number" if head.endswith("#") else "" for head in heads]
    head = element("tr", *(element("th", name.rstrip("#"), class_=kind) for name, kind in zip(heads, classes, strict=True)))
    body = [element("tr", *(_cell(cell, kind) for cell, kind in zip(row, classes, strict=True))) for row in rows]
    whole = element("table", element("thead", head), element("tbody", *body), class_=class_)
    return element("div", whole, class_="wide")


def _cell(cell: str, kind: str) -> Markup:
    return cell if isinstance(cell, Markup) and cell.startswith("<td") else element("td", cell, class_=kind)


def image(svg: str, alternative: str) -> Markup:
    """Return a picture that the page carries within itself."""
    encoded = base64.b64encode(svg.encode("utf-8")).decode("ascii")
    return element("figure", Markup(f'<img src="data:image/svg+xml;base64,{encoded}" alt="{escape(alternative)}">'))


def folded(summary: str, *content: str, is_open: bool = False) -> Markup:
    """Return content that a click unfolds."""
    inside = joined([element("summary", summary), *content])
    return Markup(f"<details{' open' if is_open else ''}>{inside}</details>")
