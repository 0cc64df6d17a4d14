"""Reviews and phase transfers: behind the wall, written by actions only."""

from django.db import migrations

from goldenthread.core.walls import guard, wall_through


class Migration(migrations.Migration):
    dependencies = [("reviews", "0001_initial"), ("people", "0002_walls")]
    operations = [
        guard("reviews_review", "reviews_phasetransfer"),
        wall_through("reviews_review", "plan_id", "plans_plan"),
        wall_through("reviews_phasetransfer", "plan_id", "plans_plan"),
    ]
