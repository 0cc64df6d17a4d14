"""The template environment: strict, escaping, and furnished by each room's `jinja_globals.py`."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from types import FunctionType
from typing import Any

import jinja2
from django.templatetags.static import static
from django.urls import reverse
from jinja2.compiler import CodeGenerator
from markupsafe import Markup, _escape_inner, escape

from goldenthread.config.rooms import built
from goldenthread.core import languages

MACROS = "govuk_frontend_jinja"


class DesignSystemLoader(jinja2.BaseLoader):
    """Finds the design system's macros, which ask for parameters that were not given, and lets them.

    Our own templates fail on an unknown name. The macros are written for an environment where an unknown name is
    empty, so they are compiled in one of their own; `{% from "govuk_frontend_jinja/components/…" import … %}` works
    as in any template.
    """

    def __init__(self) -> None:
        self.lenient = Environment(
            loader=jinja2.PrefixLoader({MACROS: jinja2.PackageLoader(MACROS)}),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            cache_size=-1,
        )

    def load(
        self, environment: jinja2.Environment, name: str, globals: Any = None
    ) -> jinja2.Template:
        """The macro's template, compiled leniently whatever environment asks for it."""
        if not name.startswith(MACROS + "/"):
            raise jinja2.TemplateNotFound(name)
        return self.lenient.get_template(name, globals=globals)

    def list_templates(self) -> list[str]:
        """Every macro file, for checks that read them all."""
        return self.lenient.list_templates()


def url(name: str, /, *args: Any, **kwargs: Any) -> str:
    """The address of a page by its name."""
    if args or kwargs:
        return reverse(name, args=args or None, kwargs=kwargs or None)
    return _url(name)


_url, _static = cache(reverse), cache(static)  # asked several times a page, and always the same


def written(value: Any) -> str:
    """A value as a template writes it out: escaped, unless it says that it is HTML already.

    It is the same text as `markupsafe.escape` gives, in a fifth of the time, since it is joined with others at once and
    need not say of itself that it is safe. A page writes some hundreds.
    """
    kind = type(value)
    if kind is str:
        return _escape_inner(value)
    return value if kind is Markup else escape(value)


class Compiler(CodeGenerator):
    """Has templates write out their values by `written`."""

    def _output_child_pre(self, node: Any, frame: Any, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write(f"environment.written({finalize.src or ''}")


class Context(jinja2.runtime.Context):
    """Calls plain functions at once: most of what a template calls asks for nothing of the template itself."""

    def call(__self, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805 - as the library names them
        if type(__obj) is not FunctionType or __obj.__dict__:
            return super().call(__obj, *args, **kwargs)
        kwargs.pop("_block_vars", None)
        kwargs.pop("_loop_vars", None)
        return __obj(*args, **kwargs)


class Template(jinja2.Template):
    """Lets go of what it was told as soon as it is drawn: a macro of its own leads back to its context, and with that the whole request
    would stay until Python looks for circles."""

    def render(self, *args: Any, **kwargs: Any) -> str:
        context = self.new_context(dict(*args, **kwargs))
        try:
            return self.environment.concat(self.root_render_func(context))
        except Exception:
            return self.environment.handle_exception()
        finally:
            context.vars.clear()
            context.parent.clear()


class Environment(jinja2.Environment):
    """An environment whose templates are compiled so."""

    template_class = Template

    code_generator_class = Compiler
    context_class = Context
    written = staticmethod(written)

    def make_globals(self, d: Any) -> Any:
        """What every template may name, in one dictionary: each page makes its context of it a few times over, and the chain of
        dictionaries that the library makes is gone through entry by entry."""
        return {**self.globals, **d} if d else self.globals


def environment(**options: Any) -> jinja2.Environment:
    """Django's Jinja2 engine calls this once; `options` holds its loader for our templates."""
    options["undefined"] = jinja2.StrictUndefined
    options.pop("autoescape", None)
    options["loader"] = jinja2.ChoiceLoader([options["loader"], DesignSystemLoader()])
    options.setdefault("trim_blocks", True)
    options.setdefault("lstrip_blocks", True)
    extensions = ["jinja2.ext.do", "jinja2.ext.loopcontrols", "jinja2.ext.i18n"]
    env = Environment(autoescape=True, cache_size=-1, extensions=extensions, **options)
    env.install_gettext_callables(languages.gettext, languages.ngettext, newstyle=True)  # type: ignore[attr-defined]
    env.globals.update(frame_=languages.frame, tongue=languages.tongue, ltr=languages.ltr, languages_to_choose=languages.to_choose)
    env.globals.update(static=_static, url=url)
    for room in built("jinja_globals.py"):
        module = import_module(f"goldenthread.{room}.jinja_globals")
        env.globals.update(getattr(module, "GLOBALS", {}))
        filters: dict[str, Callable[..., Any]] = getattr(module, "FILTERS", {})
        env.filters.update(filters)
    return env
