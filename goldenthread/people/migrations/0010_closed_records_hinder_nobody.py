"""A closed record stands in nobody's way: its numbers may be recorded anew, so that no refusal tells that it is there."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("people", "0009_panel_and_helper")]
    operations = [
        migrations.RemoveConstraint("child", "upn_once_an_area"),
        migrations.RemoveConstraint("child", "uln_once_an_area"),
        migrations.AddConstraint(
            "child",
            models.UniqueConstraint("area", "upn", condition=~Q(upn="") & Q(closed_list_on__isnull=True), name="upn_once_an_area"),
        ),
        migrations.AddConstraint(
            "child",
            models.UniqueConstraint("area", "uln", condition=~Q(uln="") & Q(closed_list_on__isnull=True), name="uln_once_an_area"),
        ),
        migrations.AddIndex("child", models.Index("area", "upn", name="child_upn", condition=~Q(upn=""))),
        migrations.AddIndex("child", models.Index("area", "uln", name="child_uln", condition=~Q(uln=""))),
    ]
