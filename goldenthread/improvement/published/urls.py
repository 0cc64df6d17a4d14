"""Addresses of what everybody may read, and of publishing it."""

from django.urls import path

from . import views

urlpatterns = [
    path("published", views.published_plans, name="published_plans"),
    path("published/plans/<uuid:plan_id>", views.published_plan, name="published_plan"),
    path("published/editions/<str:fingerprint>", views.edition, name="edition"),
    path("published/editions/<str:fingerprint>/<str:name>", views.edition_file, name="edition_file"),
    path("improvement/plans/<uuid:plan_id>/publish", views.publish, name="publish"),
    path("improvement/plans/<uuid:plan_id>/public-words", views.public_words, name="public_words"),
    path("improvement/plans/<uuid:plan_id>/public-words/<str:place>", views.write_words, name="write_words"),
    path("improvement/plans/<uuid:plan_id>/replies/add", views.add_reply, name="add_reply"),
    path("improvement/replies/<uuid:reply_id>", views.change_reply, name="change_reply"),
    path("improvement/editions/<str:fingerprint>/withdraw", views.withdraw, name="withdraw"),
]
