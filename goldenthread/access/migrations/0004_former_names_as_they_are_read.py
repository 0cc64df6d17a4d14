"""Names that a person had before, as a list that every way of reading a person gives alike."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("access", "0003_former_names")]
    operations = [
        migrations.RemoveField("user", "former_names"),
        migrations.AddField(
            "user",
            "former_names",
            django.contrib.postgres.fields.ArrayField(
                models.CharField(max_length=200), default=list, blank=True, help_text="What this person was called here before"
            ),
        ),
    ]
