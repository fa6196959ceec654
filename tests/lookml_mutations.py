"""LookML spoiled in every way that is quick to think of: parameters deleted, of another type, empty, huge or nested."""

from __future__ import annotations

import re
from collections.abc import Iterator

_VALUE = r"""\[[^\]]*\]|"(?:\\.|[^"\\])*"|[\w.+-]+"""
_LOOKML = re.compile(rf"(?:\b(?:sql\w*|html|expression):(?P<sql>.*?);;)|(?:\b[a-z_]+:\s*(?P<value>{_VALUE}))", re.DOTALL)
_YAML = re.compile(r"^[ -]*[\w.]+:(?P<value>[^\n]*)$", re.MULTILINE)

IN_LOOKML = (
    "", " yes", " [one, two]", ' [one: "two", three: "four"]', " []", ' ""', ' "some text"', " 12", " -1", " 1.5", " all", " { }",
    " a_name { deep: { deeper: { deepest: yes } } }", ' "2025-02-30"', " one ;;", " {{ ;;", " {% if ;;", ' "{% condition a.b %}"',
    " ${a.b} ;;", " ${TABLE} ;;", ' "\\"', f" {'9' * 5000}", f' "{"x" * 20000}"', ' "é\\n\\t;"', ' "[h]:mm"',
    " [-one*, +two, three.four.five]",
)  # fmt: skip
"""What is put in place of a value; the empty one deletes the parameter."""
IN_YAML = (
    "", " yes", " [one, two]", " [{one: two}, [three]]", " {one: {two: [three]}}", " []", " {}", ' ""', " null", " 12", " -1", " 1.5",
    " .nan", " all", " 2025-02-30", f" {'9' * 5000}", " &a [*a]", " *a", " !!python/object:os.system x",
    " !!int x", " [", " 'one", f" {'[' * 2000}",
    " \\u0000", " {{ value", " one.two desc 3", " [one.two desc x]", " '@{nothing}'", " {type: [field_filter]}",
)  # fmt: skip


def mutations(text: str, is_dashboard: bool) -> Iterator[tuple[str, str]]:
    """Yield what each mutation does, and the text with it: every value in turn, by everything that may stand in its place."""
    for found in (_YAML if is_dashboard else _LOOKML).finditer(text):
        group = "value" if found.groupdict().get("value") is not None else "sql"
        line = text.count("\n", 0, found.start()) + 1
        for value in IN_YAML if is_dashboard else IN_LOOKML:
            start, end = (found.start(), found.end()) if not value else found.span(group)
            yield f"line {line}: {found[0].strip()[:30]!r} by {value[:40]!r}", text[:start] + value + text[end:]
