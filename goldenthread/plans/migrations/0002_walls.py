"""Plans: behind the wall, written by actions only."""

from django.db import migrations

from goldenthread.core.walls import guard, wall_by_child, wall_through


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_initial"), ("people", "0002_walls")]
    operations = [
        guard("plans_plan", "plans_namedsetting"),
        wall_by_child("plans_plan"),
        wall_through("plans_namedsetting", "plan_id", "plans_plan"),
    ]
