"""The case as lists show it: the same wall, planned faster."""

from django.db import migrations

from goldenthread.core.walls import wall_by_area_planned_once


class Migration(migrations.Migration):
    dependencies = [("casework", "0002_walls"), ("core", "0004_sees_child")]
    operations = [wall_by_area_planned_once("casework_case")]
