"""Addresses of the register."""

from django.urls import path

from .views import child, register

CHILD = "children/<uuid:child_id>/exclusions"
ONE = f"{CHILD}/<uuid:exclusion_id>"

urlpatterns = [
    path("exclusions", register.register, name="exclusions"),
    path("exclusions/find", register.find, name="find_to_exclude"),
    path("exclusions/file", register.file, name="exclusions_file"),
    path(CHILD, child.of_child, name="exclusions_of_child"),
    path(f"{CHILD}/add", child.add, name="add_exclusion"),
    path(ONE, child.exclusion, name="exclusion"),
    path(f"{ONE}/correct", child.correct, name="correct_exclusion"),
    path(f"{ONE}/outcome", child.outcome, name="outcome_of_exclusion"),
    path(f"{ONE}/follow-up", child.follow, name="follow_up_exclusion"),
    path(f"{ONE}/withdraw", child.withdraw, name="withdraw_exclusion"),
]
