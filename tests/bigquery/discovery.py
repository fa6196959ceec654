"""Whether a request is one that Google describes in the API's discovery document, which its Python client carries with it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import parse_qs, urlsplit

from jsonschema import Draft202012Validator
from proxy import Request

PREFIXES = ("/resumable/upload/", "/upload/", "/")
UNSAID = {"upload_id", "projection"}
"""Parameters that the document does not have: of the address that an upload in chunks is given, and one that Google's client adds."""


def problems(request: Request) -> list[str]:
    """Return what is wrong with a request: method and path, parameters, and the body by the schema, where nothing may be invented."""
    method = _method(request)
    if method is None:
        return [f"{request.method} {request.path} is no method of the API"]
    known = {*document()["parameters"], *method.get("parameters", {}), *UNSAID}
    wrong = [f"{method['id']} has no parameter {name}" for name in parse_qs(urlsplit(request.target).query) if name not in known]
    if (said := request.said) is not None:
        validator = _validator(method["request"]["$ref"])
        wrong += [f"{method['id']}: {error.json_path}: {error.message}" for error in validator.iter_errors(_without_nulls(said))]
    return wrong


@cache
def document() -> dict[str, Any]:
    """Return the discovery document of BigQuery's API."""
    package = files("googleapiclient.discovery_cache.documents")
    return json.loads((package / "bigquery.v2.json").read_text(encoding="utf-8"))


def _method(request: Request) -> dict[str, Any] | None:
    """Return the method of the API that a request calls; an upload's PUT belongs to the POST that began it."""
    verb = "POST" if request.is_upload else request.method
    base = document()["servicePath"]
    for prefix in PREFIXES:
        if request.path.startswith(prefix + base):
            path = request.path.removeprefix(prefix + base)
            return next((method for method in _methods() if method["httpMethod"] == verb and re.fullmatch(_pattern(method), path)), None)
    return None


@cache
def _methods() -> tuple[dict[str, Any], ...]:
    def walk(resources: dict[str, Any]) -> Iterator[dict[str, Any]]:
        for resource in resources.values():
            yield from resource.get("methods", {}).values()
            yield from walk(resource.get("resources", {}))

    return tuple(walk(document()["resources"]))


def _pattern(method: dict[str, Any]) -> str:
    return re.sub(r"\{\w+\}", "[^/]+", method["flatPath"])


@cache
def _validator(name: str) -> Draft202012Validator:
    schemas = {key: _translated(schema) for key, schema in document()["schemas"].items()}
    return Draft202012Validator({"$ref": f"#/$defs/{name}", "$defs": schemas})


def _translated(schema: dict[str, Any]) -> dict[str, Any]:
    """Return a schema of the document in today's JSON Schema, closed to properties that it does not name."""
    if "$ref" in schema:
        return {"$ref": f"#/$defs/{schema['$ref']}"}
    result: dict[str, Any] = {} if schema["type"] == "any" else {"type": schema["type"]}
    if "format" in schema and schema["format"].endswith("int64"):
        result["type"] = ["string", "integer"]  # Google takes either, and answers with the first
    if schema.get("format") in ("int32", "uint32"):
        result = {"anyOf": [result, {"type": "string", "pattern": "^[0-9]+$"}]}  # Google's client writes some as text
    if "enum" in schema:
        result["enum"] = schema["enum"]
    if "items" in schema:
        result["items"] = _translated(schema["items"])
    if "properties" in schema:
        result["properties"] = {key: _translated(value) for key, value in schema["properties"].items()}
        result["additionalProperties"] = False
    if "additionalProperties" in schema:
        result["additionalProperties"] = _translated(schema["additionalProperties"])
    return result


def _without_nulls(said: Any) -> Any:
    """Return a body without what it says is null, which for Google is the same as not saying it, or takes a value away."""
    if isinstance(said, dict):
        return {key: _without_nulls(value) for key, value in said.items() if value is not None}
    return [_without_nulls(value) for value in said] if isinstance(said, list) else said
