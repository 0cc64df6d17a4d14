"""An official figure that is put right later keeps the day on which it was first held, so that it is not said to have come late."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One more day of each figure; of those that are held already it is the day that is known."""

    dependencies = [("insight", "0010_services")]

    operations = [
        migrations.AddField("officialfigure", "first_held_on", models.DateField(null=True, help_text="When a value of it was first taken in")),
        migrations.RunSQL("UPDATE insight_officialfigure SET first_held_on = taken_in_on", migrations.RunSQL.noop),
    ]
