"""Rules that are read from the code itself: what may stand only in named places, and what must be known by its name."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import jinja2
import pytest
from django.apps import apps
from django.template import engines
from jinja2 import meta

from goldenthread.config.rooms import HOUSE

ROOT = HOUSE.parent
SOURCES = [
    path for path in sorted(HOUSE.rglob("*.py")) if not {"tests", "migrations"} & set(path.relative_to(HOUSE).parts)
]
TEMPLATES = sorted(HOUSE.glob("*/templates/**/*.html"))
VIEWS = [path for path in SOURCES if path.name == "views.py" or "views" in path.relative_to(HOUSE).parts[:-1]]


def named(path: Path) -> str:
    return str(path.relative_to(HOUSE))


def where(pattern: str, paths: list[Path], *, but: tuple[str, ...] = ()) -> list[str]:
    """Every line that holds this, outside the files named."""
    found = re.compile(pattern)
    return [
        f"{named(path)}:{number}: {line.strip()}"
        for path in paths
        if named(path) not in but
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if found.search(line)
    ]


# What a browser would run


def test_no_page_lets_unescaped_words_through():
    assert where(r"\|\s*safe\b|autoescape\s+false|%\s*autoescape", TEMPLATES) == []
    assert where(r"mark_safe|SafeString|safestring", SOURCES) == []


def test_markup_is_made_by_hand_only_where_every_part_is_escaped():
    by_hand = (
        "core/charts/drawing.py",
        "core/components.py",
        "core/jinja_globals.py",
        "core/form_fields/drawn.py",
        "access/jinja_globals.py",
        "config/guides.py",  # our own guides, in which HTML is escaped
        "core/frame.py",  # what Jinja2 has drawn and escaped, with the token of its forms put in
        "desk/rows.py",  # every value of a row is escaped in one go
        "insight/drawn.py",  # what Jinja2 has drawn and escaped, kept
        "desk/views/caseload.py",  # a form that a template has drawn and escaped
    )
    assert where(r"Markup\(f[\"']|Markup\((?![\"')])", SOURCES, but=by_hand) == []
    assert where(r"Markup\([^)]*(%|\+)\s", SOURCES) == []


def test_only_a_browsers_report_and_a_receipt_of_notify_are_taken_without_our_token():
    assert where("csrf_exempt", SOURCES, but=("config/views.py",)) == []
    assert len(where("@csrf_exempt", SOURCES)) == 2


# What day it is


def test_only_the_clock_is_asked_what_day_it_is():
    asks = r"date\.today\(|datetime\.(now|utcnow|today)\(|timezone\.localdate\(\)|localdate\(\)|(?i:\bcurrent_date\b)|localtime\(\)"
    assert where(asks, SOURCES, but=("core/clock.py", "demo/moving.py")) == []


def test_the_moment_is_asked_of_the_clock_but_for_what_really_happened_then():
    """A row's own moment is the real one, even where the demonstration's date was moved."""
    assert (
        where(r"timezone\.now\(\)", SOURCES, but=("core/clock.py", "returns/importing.py", "access/adapters.py")) == []
    )


def test_the_law_never_asks_what_day_it_is():
    law = [path for path in SOURCES if named(path).startswith("law/")]
    assert len(law) > 20
    assert where(r"\btoday\(\)|\bnow\(\)|import time\b|from time\b", law) == []


# Who reads and who writes


def calls(path: Path) -> Iterator[ast.Call]:
    return (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call))


def models_of_children() -> set[str]:
    """Names of models that hang from a child."""
    child = apps.get_model("people", "Child")
    found = {child}
    everything = [model for model in apps.get_models() if model.__module__.startswith("goldenthread.")]
    while (
        more := {
            m
            for m in everything
            if any(f.is_relation and f.concrete and f.related_model in found for f in m._meta.get_fields())
        }
        - found
    ):
        found |= more
    return {model.__name__ for model in found}


def test_a_view_finds_a_child_and_what_hangs_from_it_only_in_the_scope_of_whoever_asks():
    """By `visible_to` or `visible`, or by a child that was found so before (`child=found.child`)."""
    hanging = models_of_children()
    assert {"Child", "Request", "Document", "Decision", "Plan"} <= hanging
    in_scope = re.compile(r"visible|child=(found|record|request)\b|child__in=|pk__in=ids|run=found|queryset=")
    wrong = []
    for path in VIEWS:
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.stmt) or isinstance(
                node, ast.FunctionDef | ast.ClassDef | ast.If | ast.With | ast.For | ast.Try
            ):
                continue
            said = ast.unparse(node)
            for model in re.findall(r"\b([A-Z]\w+)\.(?:_default_manager|_base_manager|objects)\b", said):
                if model in hanging and not in_scope.search(said):
                    wrong.append(f"{named(path)}:{node.lineno}: {said[:100]}")
    assert wrong == []


def test_a_view_writes_nothing_itself():
    """It calls an action, or keeps a draft."""
    writes = {"create", "bulk_create", "update_or_create", "get_or_create", "bulk_update", "delete", "save", "update"}
    may = {"drafts", "actions", "session", "data", "initial", "told", "context", "headers", "rules"}
    wrong = []
    for path in VIEWS:
        for call in calls(path):
            if isinstance(call.func, ast.Attribute) and call.func.attr in writes:
                of = call.func.value
                whose = of.id if isinstance(of, ast.Name) else of.attr if isinstance(of, ast.Attribute) else ""
                if whose not in may:
                    wrong.append(f"{named(path)}:{call.lineno}: {ast.unparse(call)[:80]}")
    assert wrong == []


def test_views_forms_policies_and_pages_hold_no_action():
    reading = [
        path
        for path in SOURCES
        if path in VIEWS
        or path.stem in {"models", "forms", "policies", "urls", "context", "middleware", "apps", "facts", "keeping"}
    ]
    assert where(r"^@action\b", reading) == []


def test_the_wall_is_lifted_only_where_it_says_why_and_by_few():
    lifting = {named(path) for path in SOURCES if re.search(r"\blifted(_throughout)?\(", path.read_text())}
    in_pages = {each for each in lifting if each in {named(path) for path in VIEWS}}
    assert in_pages == set(), "a page asks a room’s own counting for totals"
    assert where(r"\blifted(_throughout)?\((?!\*|because=)", SOURCES) == []


# Names that must be known


def environment() -> jinja2.Environment:
    return engines["jinja2"].env


def ours() -> list[str]:
    return sorted({str(path).split("/templates/", 1)[1] for path in TEMPLATES})


def given_to_every_page() -> set[str]:
    """Names that context processors, the engine and our environment put there."""
    names = {"request", "csrf_input", "csrf_token", "messages", "DEFAULT_MESSAGE_LEVELS"}
    for path in [*HOUSE.glob("*/context.py")]:
        names |= set(re.findall(r"[\"'](\w+)[\"']\s*[:\]]", path.read_text()))
    return names | set(environment().globals)


# Every template is read and compiled: about a second.
def test_every_page_knows_the_filters_tests_and_parts_that_it_names():
    for name in ours():
        environment().get_template(name)
        source = environment().loader.get_source(environment(), name)[0]
        for imported, taken in re.findall(r"{%-?\s*from\s+[\"']([^\"']+)[\"']\s+import\s+([^%]+?)-?%}", source):
            module = (
                environment().get_template(imported).module if imported.startswith("govuk_frontend_jinja") else None
            )
            there = set(dir(module)) if module else _macros(imported)
            for part in taken.split(","):
                assert part.split(" as ")[0].split(" with")[0].strip() in there, f"{name} takes {part} from {imported}"


def _macros(name: str) -> set[str]:
    """Every macro of a template, and every name that it sets for whoever imports it."""
    tree = environment().parse(environment().loader.get_source(environment(), name)[0])
    macros = {node.name for node in tree.find_all(jinja2.nodes.Macro)}
    return macros | {
        target.name for node in tree.find_all(jinja2.nodes.Assign) for target in node.find_all(jinja2.nodes.Name)
    }


@pytest.mark.parametrize("room", sorted({named(path).split("/")[0] for path in TEMPLATES}))
def test_every_name_on_a_page_is_said_by_somebody(room):
    """A name that no view, context or form of the house ever gives could only fail."""
    words = set()
    for path in SOURCES:
        words |= set(re.findall(r"[\"'](\w+)[\"']", path.read_text())) | set(re.findall(r"\b(\w+)=", path.read_text()))
    libraries = {"form", "view", "user", "site", "provider", "providers", "reauthentication_alternatives"}
    unknown = []
    pages = [name for name in ours() if name.startswith(f"{room}/")]
    for name in pages:  # what a page sets, the frame that it fills is told
        words |= set(re.findall(r"{%-?\s*set (\w+)", environment().loader.get_source(environment(), name)[0]))
    for name in pages:
        tree = environment().parse(environment().loader.get_source(environment(), name)[0])
        own = {node.name for node in tree.find_all(jinja2.nodes.Macro)}
        own |= {
            each[-1] if isinstance(each, tuple) else each
            for node in tree.find_all(jinja2.nodes.FromImport)
            for each in node.names
        }
        own |= {node.name for node in tree.find_all(jinja2.nodes.Name) if node.ctx in ("store", "param")}
        unknown += [
            f"{name}: {each}"
            for each in meta.find_undeclared_variables(tree) - given_to_every_page() - words - own - libraries
        ]
    assert unknown == []


def test_every_name_of_the_glossary_is_in_the_code():
    told = re.findall(r"`([a-z_]+(?:\.\w+)+)`", (ROOT / "GLOSSARY.md").read_text())
    assert len(told) > 25
    missing = []
    for name in told:
        room, _, model = name.partition(".")
        if model[:1].isupper():
            if model not in {m.__name__ for m in apps.get_app_config(room).get_models()}:
                missing.append(name)
            continue
        module, _, last = f"goldenthread.{name}".rpartition(".")
        try:
            importlib.import_module(f"goldenthread.{name}")
        except ImportError:
            if not hasattr(importlib.import_module(module), last):
                missing.append(name)
    assert missing == []


def test_every_model_says_what_it_stands_for():
    dumb = [
        m._meta.label
        for m in apps.get_models()
        if m.__module__.startswith("goldenthread.") and (m.__doc__ or "").startswith(f"{m.__name__}(")
    ]
    assert dumb == []
