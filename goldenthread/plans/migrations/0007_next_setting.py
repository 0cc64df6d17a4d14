"""What a plan names from a day to come: behind the wall, written by actions only."""

import django.db.models.deletion
from django.db import migrations, models

from goldenthread.core.walls import guard, wall_through


class Migration(migrations.Migration):
    dependencies = [("people", "0018_systems_that_read"), ("plans", "0006_use_check")]
    operations = [
        migrations.CreateModel(
            name="NextSetting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("setting_other", models.CharField(blank=True, max_length=255)),
                ("otherwise", models.BooleanField(default=False)),
                ("from_on", models.DateField()),
                ("taken_up_on", models.DateField(blank=True, null=True)),
                ("organisation", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.organisation")),
                ("plan", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="next_settings", to="plans.plan")),
            ],
            options={
                "ordering": ["from_on", "pk"],
                "indexes": [models.Index(models.F("from_on"), condition=models.Q(("taken_up_on__isnull", True)), name="next_setting_due")],
                "constraints": [models.UniqueConstraint(models.F("plan"), condition=models.Q(("taken_up_on__isnull", True)), name="one_next_setting_a_plan")],
            },
        ),
        guard("plans_nextsetting"),
        wall_through("plans_nextsetting", "plan_id", "plans_plan"),
    ]
