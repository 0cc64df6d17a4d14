"""Deadlines and search words: the same wall, planned faster."""

from django.db import migrations

from goldenthread.core.walls import wall_by_area_planned_once


class Migration(migrations.Migration):
    dependencies = [("people", "0003_accounts"), ("core", "0004_sees_child")]
    operations = [wall_by_area_planned_once("people_deadline"), wall_by_area_planned_once("people_childword")]
