"""Addresses of the door for families, schools and services."""

from django.urls import path, register_converter

from goldenthread.core import opaque

from .views import asking, drafts, family, groups, how, passing, settling

app_name = "portal"
register_converter(opaque.converter("involvement"), "key_of_involvement")
urlpatterns = [
    path("how-it-works", how.how_it_works, name="how"),
    path("ask", asking.start, name="ask"),
    path("ask/come-back", asking.come_back, name="come_back"),
    path("ask/save", asking.save, name="save"),
    path("ask/delete", asking.forget, name="forget"),
    path("ask/agreed", asking.agreed, name="agreed"),
    path("ask/check", asking.check, name="check"),
    path("ask/sent", asking.sent, name="sent"),
    path("ask/pupils/<uuid:child_id>", asking.pupil, name="ask_for_pupil"),
    path("ask/waiting", settling.waiting, name="waiting"),
    path("ask/waiting/<uuid:ask_id>", settling.settle, name="settle"),
    path("my", family.home, name="home"),
    path("my/<uuid:child_id>", family.child, name="family"),
    path("my/<uuid:child_id>/messages", family.thread, name="thread"),
    path("my/<uuid:child_id>/family-sees", passing.family_sees, name="family_sees"),
    path("children/<uuid:child_id>/family-sees", passing.note_family_sees, name="note_family_sees"),
    path("my/<uuid:child_id>/groups", groups.groups, name="groups"),
    path("my/<uuid:child_id>/groups/<uuid:entry_id>/take-back", groups.take_back, name="take_back"),
    path("my/<uuid:child_id>/helpers", family.helpers, name="helpers"),
    path("my/<uuid:child_id>/helpers/<key_of_involvement:involvement_id>/end", family.end_helper, name="end_helper"),
    path("my/<uuid:child_id>/draft/<uuid:version_id>", drafts.draft, name="draft"),
    path("my/<uuid:child_id>/draft/<uuid:version_id>/say", drafts.say, name="say"),
    path("my/<uuid:child_id>/draft/<uuid:version_id>/lines/<uuid:line_id>", drafts.say, name="say_of_line"),
    path("my/<uuid:child_id>/draft/<uuid:version_id>/own-words", drafts.words, name="own_words"),
    path("my/<uuid:child_id>/draft/<uuid:version_id>/school", drafts.school, name="ask_school"),
    path("my/<uuid:child_id>/draft/<uuid:version_id>/budget", drafts.budget, name="ask_budget"),
    path("ask/<slug:page>", asking.page, name="page"),
]
