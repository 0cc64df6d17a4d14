"""Addresses of deciding whether a plan is issued, and of issuing it."""

from django.urls import path

from .views import concluding

CONCLUDE = "requests/<uuid:request_id>/issue-decision"

urlpatterns = [
    path(CONCLUDE, concluding.conclude, name="conclude"),
    path(f"{CONCLUDE}/check", concluding.check, name="conclude_check"),
    path(f"{CONCLUDE}/letters/<slug:fingerprint>", concluding.letter, name="conclude_letter"),
    path(f"{CONCLUDE}/made", concluding.concluded, name="concluded"),
]
