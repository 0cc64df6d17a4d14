"""Plans without names, and what the forum judged of them: they hang from no child, and are written by actions only."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from goldenthread.core.walls import guard


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0019_work_counted_in_its_index"),
        ("plans", "0007_next_setting"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="UnnamedPlan",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("stage", models.CharField(choices=[("early", "Early years"), ("primary", "Primary"), ("secondary", "Secondary"), ("adult", "16 to 25")], max_length=9)),
                ("lines", models.JSONField()),
                ("made_on", models.DateField()),
                ("taken_back_on", models.DateField(blank=True, null=True)),
                ("area", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.area")),
                ("made_by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "ordering": ["-made_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Judgement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("person_centred", models.BooleanField()),
                ("broader", models.BooleanField()),
                ("good", models.TextField(blank=True)),
                ("better", models.TextField(blank=True)),
                ("judged_on", models.DateField()),
                ("by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("plan", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="judgements", to="plans.unnamedplan")),
            ],
            options={
                "ordering": ["judged_on", "pk"],
            },
        ),
        migrations.AddIndex(
            model_name="unnamedplan",
            index=models.Index(models.F("area"), models.F("made_on"), name="unnamed_plan_of_area"),
        ),
        migrations.AddConstraint(
            model_name="judgement",
            constraint=models.UniqueConstraint(models.F("plan"), models.F("by"), name="judged_once_a_reader"),
        ),
        migrations.AddConstraint(
            model_name="judgement",
            constraint=models.CheckConstraint(condition=models.Q(models.Q(("broader", True), ("person_centred", True)), models.Q(("better", ""), _negated=True), _connector="OR"), name="not_good_enough_says_why"),
        ),
        guard("plans_unnamedplan", "plans_judgement"),
    ]
