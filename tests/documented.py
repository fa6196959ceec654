"""The commands, snippets and flag tables of the documents, as a reader sees them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
DOCUMENTS = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "lookml/README.md", "c360sim/preview/static/README.md")),
    *sorted((ROOT / "docs").glob("*.md")),
]
LANGUAGES = {"sh", "python", "sql", "text", "mermaid"}
PROGRAMS = [
    *("python", "python3", "make", "pip", "pytest", "npm", "docker", "dask", "duckdb"),
    *("jupyter", "gcloud", "bq", "apt-get", "uv", "sqlite3", "source"),
]
NEEDS = {
    "a Google Cloud project": ("gcloud", "bq"),
    "Docker": ("docker",),
    "a Dask cluster": ("dask",),
    "the internet": ("pip", "npm", "apt-get", "uv"),
    "a browser": (),
    "Chromium": (),
    "minutes": ("make test", "make bench", "make sensitivity"),
    "the extra": ("duckdb", "jupyter"),
}
"""What a command may need that a test does not have, in the words that the reader finds beside it; and the programs that imply it."""
_BLOCK = re.compile(r"^ *```(\w*)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
_INLINE = re.compile(r"`([^`\n]+)`")


@dataclass(frozen=True)
class Command:
    """A command of a document; `needs` is what the document says that it needs, empty where it can be run anywhere."""

    document: str
    text: str
    needs: str
    is_form: bool
    """It has words in capitals that the reader replaces, or dots for those that are left out."""

    def __str__(self) -> str:
        return f"{self.document}: {self.text}"


def blocks(document: Path) -> list[tuple[str, str]]:
    """Return the language and the text of each fenced block."""
    return _BLOCK.findall(document.read_text(encoding="utf-8"))


def commands() -> list[Command]:
    """Return every command of every document."""
    found = []
    for document in DOCUMENTS:
        name = str(document.relative_to(ROOT))
        for language, text in blocks(document):
            if language == "sh":
                found += _of_block(name, text)
        for text in _INLINE.findall(_BLOCK.sub("", document.read_text(encoding="utf-8"))):
            if text.split()[0] in PROGRAMS and " " in text:
                found.append(Command(name, text, _implied(text), bool(re.search(r"\b[A-Z]{1,}\b|\.\.\.", text))))
    return found


def _of_block(document: str, text: str) -> list[Command]:
    """Return the lines of a block; one that begins with what it needs is a single command, as its lines hang together."""
    if text.startswith("# Needs "):
        return [Command(document, text, _said(text.partition("\n")[0]), False)]
    lines = [line for line in text.replace("\\\n", " ").splitlines() if line.strip() and not line.startswith("#")]
    parts = (re.split(r" +# ", line, maxsplit=1) for line in lines)
    return [Command(document, part[0].strip(), _said(part[1] if len(part) > 1 else ""), False) for part in parts]


def _said(comment: str) -> str:
    return next((need for need in NEEDS if re.search(rf"\b[Nn]eeds\b.*{need}|takes.*{need}|opens {need}", comment)), "")


def _implied(text: str) -> str:
    """Return what a command in running text needs, as its program says."""
    return next((need for need, programs in NEEDS.items() if text in programs or text.split()[0] in programs), "")
