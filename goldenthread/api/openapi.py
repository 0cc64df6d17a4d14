"""The description of the API in OpenAPI 3.1, made from what is declared."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from goldenthread.access import permissions
from goldenthread.people.clients.arriving import A_MINUTE

from .answers import MOST, USUAL
from .declared import Thing
from .published import FIGURE, INDICATOR, PART
from .things import THINGS

VERSION = "1.0.0"
ABOUT = (
    "Reads the record of an area's SEND casework. A body's system shows its key and is told what its contract names, of the children the body is "
    "involved with, and never more than the body itself may see. Each answer that shows children stands in the record of who looked. "
    "Published figures need no key; their small numbers are hidden. Fields are only added to version 1; none is taken away or changes its meaning."
)
_PROBLEM = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
_WRONG = {
    HTTPStatus.BAD_REQUEST: "What was asked cannot be understood.",
    HTTPStatus.UNAUTHORIZED: "No key, or one that is not known.",
    HTTPStatus.FORBIDDEN: "The contract does not name this, or does not run today.",
    HTTPStatus.NOT_FOUND: "There is no such thing, or it may not be read.",
    HTTPStatus.TOO_MANY_REQUESTS: f"More than {A_MINUTE} questions in one minute.",
}


def description() -> dict[str, Any]:
    """The whole document, without the address of the server."""
    paths: dict[str, Any] = {}
    schemas: dict[str, Any] = {"Problem": _problem(), "Indicator": INDICATOR, "Figure": FIGURE, "Part": PART}
    for thing in THINGS.values():
        schemas[_named(thing)] = _schema(thing)
        paths[f"/api/v1/{thing.name}"] = {"get": _listing(thing)}
        if thing.fields[0].name == "id":
            paths[f"/api/v1/{thing.name}/{{id}}"] = {"get": _single(thing)}
    paths.update(_open())
    return {
        "openapi": "3.1.0",
        "info": {"title": "Golden Thread", "version": VERSION, "description": ABOUT},
        "paths": paths,
        "components": {"schemas": schemas, "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}}},
    }


def _named(thing: Thing) -> str:
    return "".join(word.capitalize() for word in thing.name.split("-"))


def _schema(thing: Thing) -> dict[str, Any]:
    """A row. Fields that a body is not given where it knows a child by first name alone are not required."""
    return {
        "type": "object",
        "description": thing.words,
        "properties": {each.name: each.schema for each in thing.fields},
        "required": [each.name for each in thing.fields if not each.beyond_first_name],
        "additionalProperties": False,
    }


def _listing(thing: Thing) -> dict[str, Any]:
    page = {
        "type": "object",
        "properties": {
            "data": {"type": "array", "items": {"$ref": f"#/components/schemas/{_named(thing)}"}},
            "next": {"type": ["string", "null"], "description": "The address of the next page; null on the last."},
        },
        "required": ["data", "next"],
        "additionalProperties": False,
    }
    of_child = {**_query("child", {"type": "string", "format": "uuid"}, "Only of this child."), "required": thing.one_child}
    asked = [
        *([of_child] if thing.child is not None else []),
        _query("limit", {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL}, "How many rows a page holds."),
        _query("after", {"type": "string"}, "Where the page begins, as the last answer’s next gave it."),
    ]
    return {
        "operationId": f"list_{thing.name.replace('-', '_')}", "summary": f"List: {thing.words}", "tags": [permissions.RESOURCES[thing.resource]],
        "security": [{"key": []}], "parameters": asked, "responses": {"200": _answer("A page of rows.", page), **_wrong(400, 401, 403, 429)},
    }  # fmt: skip


def _single(thing: Thing) -> dict[str, Any]:
    which = {"name": "id", "in": "path", "required": True, "schema": {"type": "string", "format": "uuid"}}
    return {
        "operationId": f"one_{thing.name.replace('-', '_')}", "summary": f"One {thing.one}", "tags": [permissions.RESOURCES[thing.resource]],
        "security": [{"key": []}], "parameters": [which],
        "responses": {"200": _answer(thing.words, {"$ref": f"#/components/schemas/{_named(thing)}"}), **_wrong(401, 403, 404, 429)},
    }  # fmt: skip


def _open() -> dict[str, Any]:
    """What needs no key."""
    area = {"name": "area", "in": "path", "required": True, "schema": {"type": "string", "pattern": "^[0-9]{3}$"}, "description": "The authority’s three-digit DfE number."}
    code = {"name": "code", "in": "path", "required": True, "schema": {"type": "string", "pattern": "^[A-Z]{2,3}[0-9]{2}$"}, "description": "The indicator’s code."}
    several = {"type": "object", "properties": {"data": {"type": "array", "items": {"$ref": "#/components/schemas/Indicator"}}}, "required": ["data"]}
    figures = {
        "type": "object",
        "properties": {"indicator": {"$ref": "#/components/schemas/Indicator"}, "data": {"type": "array", "items": {"$ref": "#/components/schemas/Figure"}}},
        "required": ["indicator", "data"],
    }
    tags = ["Published figures"]
    return {
        "/api/v1/published/{area}": {
            "get": {
                "operationId": "list_published", "summary": "The indicators that an area publishes", "tags": tags, "security": [], "parameters": [area],
                "responses": {"200": _answer("The indicators.", several), **_wrong(404)},
            }
        },
        "/api/v1/published/{area}/{code}": {
            "get": {
                "operationId": "one_published", "summary": "One published indicator, by month", "tags": tags, "security": [], "parameters": [area, code],
                "responses": {"200": _answer("Its figures at the ends of months, the oldest first.", figures), **_wrong(404)},
            }
        },
    }  # fmt: skip


def _query(name: str, schema: dict[str, Any], words: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "schema": schema, "description": words}


def _answer(words: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": words, "content": {"application/json": {"schema": schema}}}


def _wrong(*statuses: int) -> dict[str, Any]:
    return {str(status): {"description": _WRONG[HTTPStatus(status)], "content": _PROBLEM} for status in statuses}


def _problem() -> dict[str, Any]:
    return {
        "type": "object",
        "description": "What is wrong (RFC 9457).",
        "properties": {"type": {"type": "string"}, "title": {"type": "string"}, "status": {"type": "integer"}, "detail": {"type": "string"}},
        "required": ["type", "title", "status", "detail"],
    }
