"""Whoever gave advice says whether a version uses it accurately: behind the wall, written by actions only."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from goldenthread.core.walls import guard, wall_through


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0005_nothing_identified"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="UseCheck",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("accurate", models.BooleanField()),
                ("why", models.TextField(blank=True)),
                ("lines", models.JSONField(blank=True, default=dict)),
                ("said_on", models.DateField()),
                ("passage", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="use_checks", to="plans.passage")),
                ("said_by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("version", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="use_checks", to="plans.version")),
            ],
            options={
                "ordering": ["said_on", "pk"],
                "constraints": [
                    models.UniqueConstraint(models.F("version"), models.F("passage"), name="use_checked_once_a_version"),
                    models.CheckConstraint(condition=models.Q(("accurate", True), models.Q(("why", ""), _negated=True), _connector="OR"), name="not_accurate_says_why"),
                ],
            },
        ),
        guard("plans_usecheck"),
        wall_through("plans_usecheck", "version_id", "plans_version"),
    ]
