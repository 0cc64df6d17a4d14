"""Addresses of disputes."""

from django.urls import path

from .views import bundling, family, listing, showing, stepping

app_name = "disputes"
urlpatterns = [
    path("disputes", listing.disputes, name="list"),
    path("disputes/to-do", listing.to_do, name="to_do"),
    path("disputes/figures", listing.counted, name="figures"),
    path("disputes/lessons", listing.lessons, name="lessons"),
    path("disputes/lessons/<uuid:lesson_id>", listing.lesson, name="lesson"),
    path("disputes/papers/<uuid:paper_id>", showing.paper, name="paper"),
    path("disputes/<uuid:dispute_id>", showing.dispute, name="dispute"),
    path("disputes/<uuid:dispute_id>/steps/<slug:step>", stepping.step, name="step"),
    path("disputes/<uuid:dispute_id>/to-do/<uuid:undertaking_id>", stepping.undertaking, name="undertaking"),
    path("disputes/<uuid:dispute_id>/recommendations/<uuid:recommendation_id>", stepping.recommendation, name="recommendation"),
    path("disputes/<uuid:dispute_id>/papers/add", stepping.add_paper, name="add_paper"),
    path("disputes/<uuid:dispute_id>/lessons/add", stepping.add_lesson, name="add_lesson"),
    path("disputes/<uuid:dispute_id>/bundles", bundling.bundles, name="bundles"),
    path("disputes/<uuid:dispute_id>/bundles/ask", bundling.ask, name="ask_bundle"),
    path("disputes/<uuid:dispute_id>/bundles/want", bundling.want, name="want_bundle"),
    path("disputes/<uuid:dispute_id>/bundles/<uuid:bundle_id>", bundling.bundle, name="bundle"),
    path("disputes/<uuid:dispute_id>/keep-out/<uuid:document_id>", bundling.keep_out, name="keep_out"),
    path("disputes/<uuid:dispute_id>/look/<str:key>", bundling.look, name="look"),
    path("children/<uuid:child_id>/disputes", showing.of_child, name="of_child"),
    path("children/<uuid:child_id>/disputes/<slug:kind>/new", stepping.open_new, name="open"),
    path("my/<uuid:child_id>/disputes", family.disputes, name="family"),
    path("my/<uuid:child_id>/disputes/<slug:kind>/ask", family.ask, name="family_ask"),
    path("my/<uuid:child_id>/disputes/<uuid:dispute_id>", family.dispute, name="family_dispute"),
    path("my/<uuid:child_id>/disputes/<uuid:dispute_id>/papers/add", family.add_paper, name="family_add_paper"),
    path("my/<uuid:child_id>/disputes/<uuid:dispute_id>/take-back", family.take_back, name="family_take_back"),
]
