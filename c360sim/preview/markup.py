"""`html` and `link` of LookML, rendered for one value with Liquid, and what of them may reach the browser."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import lru_cache, partial
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import nh3
from liquid import BoundTemplate
from liquid.exceptions import LiquidError, UndefinedError

from c360sim.looker.liquid import environment, problem
from c360sim.looker.source import LookmlError, Place

TAGS = {
    "a", "b", "br", "center", "code", "dd", "div", "dl", "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "li", "ol", "p",
    "small", "span", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "u", "ul",
}  # fmt: skip
STYLES = {
    "background", "background-color", "border", "border-radius", "color", "display", "float", "font-size", "font-style", "font-weight",
    "height", "letter-spacing", "line-height", "max-width", "min-width", "opacity", "padding",
    "text-align", "text-decoration", "vertical-align", "white-space", "width",
}  # fmt: skip
"""Style properties that stay; none places a thing outside its cell."""

_AS_HTML, _AS_TEXT = environment(autoescape=True), environment()


def as_html(template: str, place: Place, names: Mapping[str, Any], boards: Collection[str]) -> str | None:
    """Return `html` with values filled in, sanitized; None where it needs a field that the row does not have.

    Links go to `boards` or nowhere. Raises LookmlError for what is not Liquid.
    """
    text = _rendered(template, place, names, is_html=True)
    return None if text is None else sanitized(text, boards)


def as_text(template: str, place: Place, names: Mapping[str, Any]) -> str | None:
    """Return a label or address with values filled in. Otherwise as `as_html`."""
    text = _rendered(template, place, names, is_html=False)
    return None if text is None else text.strip()


def sanitized(html: str, boards: Collection[str]) -> str:
    """Return HTML without anything that runs, loads, or lies over other things."""
    return nh3.clean(
        html,
        tags=TAGS,
        attributes={"*": {"style", "title", "align"}, "a": {"href"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}},
        attribute_filter=partial(_attribute, boards=boards),
        filter_style_properties=STYLES,
        url_schemes=set(),
        link_rel=None,
    )


def local_url(url: str, boards: Collection[str]) -> str | None:
    """Return the preview's address of a dashboard that a link of the project goes to; None for any other place."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme or parts.netloc or not parts.path.startswith("/dashboards/"):
        return None
    name = parts.path.removeprefix("/dashboards/").rpartition("::")[2]
    if name not in boards:
        return None
    query = urlencode(parse_qsl(parts.query, keep_blank_values=True))
    return f"/dashboards/{name}?{query}" if query else f"/dashboards/{name}"


def _attribute(tag: str, attribute: str, value: str, boards: Collection[str]) -> str | None:
    if attribute == "href":
        return local_url(value, boards)
    return None if attribute == "style" and "url" in value.lower() else value


def _rendered(template: str, place: Place, names: Mapping[str, Any], is_html: bool) -> str | None:
    try:
        return _parsed(template, is_html).render(**names)
    except UndefinedError:
        return None
    except (LiquidError, RecursionError) as error:
        raise LookmlError(place, problem(error)) from None


@lru_cache(maxsize=500)
def _parsed(template: str, is_html: bool) -> BoundTemplate:
    return (_AS_HTML if is_html else _AS_TEXT).from_string(template)
