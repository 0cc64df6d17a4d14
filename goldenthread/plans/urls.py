"""Addresses of the plan."""

from django.urls import path

from .views import assembling, editor, lines, papers, reading, tying, unnaming, versions, while_typing

app_name = "plans"

PLAN = "children/<uuid:child_id>/plan"
VERSION = f"{PLAN}/<uuid:version_id>"
LINE = f"{VERSION}/lines/<uuid:line_id>"

urlpatterns = [
    path(PLAN, versions.plan, name="plan"),
    path(f"{PLAN}/start", versions.start, name="start"),
    path(VERSION, editor.contents, name="contents"),
    path(f"{VERSION}/unnamed", unnaming.give, name="unnamed"),
    path("plans-to-judge", unnaming.to_judge, name="to_judge"),
    path("plans-to-judge/<uuid:unnamed_id>", unnaming.judge, name="judge"),
    path("plans-to-judge/<uuid:unnamed_id>/give-up", unnaming.give_up, name="give_up_unnamed"),
    path("plans-to-judge/<uuid:unnamed_id>/take-back", unnaming.take_back, name="take_back"),
    path(f"{VERSION}/give-up", versions.give_up, name="give_up"),
    path(f"{VERSION}/read", reading.read, name="read"),
    path(f"{VERSION}/papers/<str:kind>", papers.paper, name="paper"),
    path(f"{VERSION}/thread", reading.thread, name="thread"),
    path(f"{VERSION}/compare", reading.compared, name="compare"),
    path(f"{VERSION}/to-put-right", editor.findings, name="findings"),
    path(f"{VERSION}/advice", assembling.assemble, name="assemble"),
    path(f"{VERSION}/check", while_typing.check_words, name="check_words"),
    path(f"{VERSION}/sections/<str:section>", editor.section, name="section"),
    path(f"{VERSION}/sections/<str:section>/nothing", editor.nothing, name="nothing"),
    path(f"{VERSION}/sections/<str:section>/add/<str:kind>", lines.add, name="add_line"),
    path(f"{VERSION}/sections/<str:section>/add/<str:kind>/typed", while_typing.typed_new, name="typed_new"),
    path(LINE, lines.line, name="line"),
    path(f"{LINE}/typed", while_typing.typed, name="typed"),
    path(f"{LINE}/move", lines.move, name="move_line"),
    path(f"{LINE}/remove", lines.remove, name="remove_line"),
    path(f"{LINE}/bring-back", lines.bring_back, name="bring_back_line"),
    path(f"{LINE}/links", tying.links, name="links"),
    path(f"{LINE}/sources", tying.sources, name="sources"),
    path(f"{LINE}/wordings", lines.wordings, name="wordings"),
]
