"""Import rows hold what files said of children: behind the wall, by the run's area."""

from django.db import migrations

from goldenthread.core.walls import guard, wall


class Migration(migrations.Migration):
    dependencies = [("returns", "0001_initial"), ("people", "0002_walls")]
    operations = [
        guard("returns_importrow"),
        wall("returns_importrun", "area_id = ANY ((SELECT gt_areas())::bigint[])", anybody_adds=True),
        wall(
            "returns_importrow",
            "EXISTS (SELECT 1 FROM returns_importrun r WHERE r.id = returns_importrow.run_id)",
        ),
    ]
