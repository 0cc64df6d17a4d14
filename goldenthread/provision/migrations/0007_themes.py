"""Themes for those who lead: they hang from no child, and are written by actions only."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from goldenthread.core.walls import guard


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0018_systems_that_read"),
        ("provision", "0006_equipment_asked_for"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="Theme",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("about", models.CharField(choices=[("aspiration", "Aspiration: what children and young people hope for"), ("welfare", "Welfare: being safe, well and part of things"), ("experience", "Experience: how families find the help")], max_length=10)),
                ("title", models.CharField(max_length=120)),
                ("words", models.TextField()),
                ("shown_by", models.TextField()),
                ("sent_on", models.DateField()),
                ("answer_by", models.DateField()),
                ("answer", models.TextField(blank=True)),
                ("answered_on", models.DateField(blank=True, null=True)),
                ("answered_by", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("area", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.area")),
                ("sent_by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "ordering": ["-sent_on", "title"],
                "indexes": [models.Index(models.F("area"), models.F("sent_on"), name="theme_of_area")],
                "constraints": [models.CheckConstraint(condition=models.Q(("answered_on__isnull", True), models.Q(("answer", ""), _negated=True), _connector="OR"), name="answered_theme_has_an_answer")],
            },
        ),
        guard("provision_theme"),
    ]
