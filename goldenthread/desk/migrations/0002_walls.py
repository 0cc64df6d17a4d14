"""An export names children: behind the wall, for whoever asked and for the area where somebody may agree to it."""

from django.db import migrations

from goldenthread.core.walls import guard, wall


class Migration(migrations.Migration):
    dependencies = [("desk", "0001_initial"), ("people", "0002_walls")]
    operations = [
        guard("desk_export"),
        wall("desk_export", "asked_by_id = (SELECT gt_user()) OR area_id = ANY ((SELECT gt_areas())::bigint[])"),
    ]
