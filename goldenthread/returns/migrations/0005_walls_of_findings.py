"""Findings and notes speak of children: each is seen where its child is. What speaks of an area is seen by its area."""

from django.db import migrations

from goldenthread.core.walls import guard, wall, wall_by_child

OF_AN_AREA = "area_id = ANY ((SELECT gt_areas())::bigint[])"


class Migration(migrations.Migration):
    dependencies = [("returns", "0004_findings_and_returns_made"), ("people", "0002_walls")]
    operations = [
        guard("returns_returnfinding", "returns_findingnote", "returns_madereturn", "returns_areaposts"),
        wall_by_child("returns_returnfinding", nullable=True),
        wall_by_child("returns_findingnote", nullable=True),
        wall("returns_returncheck", OF_AN_AREA, anybody_adds=True),
        wall("returns_madereturn", OF_AN_AREA),
        wall("returns_areaposts", OF_AN_AREA),
    ]
