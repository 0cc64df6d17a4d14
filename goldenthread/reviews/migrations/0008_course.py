"""The course of somebody near 25: behind the wall, written by actions only."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from goldenthread.core.walls import guard, wall_through


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0007_next_setting"),
        ("reviews", "0007_considered_early"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="Course",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=[("fe", "At a further education college, or another setting of that sector"), ("apprenticeship", "An apprenticeship"), ("other", "Another course of education or training")], max_length=14)),
                ("ends_on", models.DateField(blank=True, null=True)),
                ("said_on", models.DateField()),
                ("by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("plan", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="course", to="plans.plan")),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("kind", "fe"), ("ends_on__isnull", False), _connector="OR"), name="course_says_when_it_ends")],
            },
        ),
        guard("reviews_course"),
        wall_through("reviews_course", "plan_id", "plans_plan"),
    ]
