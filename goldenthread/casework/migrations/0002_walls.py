"""Requests, decisions, exceptions and the kept case: behind the wall, written by actions only."""

from django.db import migrations

from goldenthread.core.walls import guard, wall_by_area, wall_by_child, wall_through


class Migration(migrations.Migration):
    dependencies = [("casework", "0001_initial"), ("people", "0002_walls")]
    operations = [
        guard("casework_request", "casework_decision", "casework_exceptionclaim", "casework_case"),
        wall_by_child("casework_request"),
        wall_through("casework_decision", "request_id", "casework_request"),
        wall_through("casework_exceptionclaim", "request_id", "casework_request"),
        wall_by_area("casework_case"),
    ]
