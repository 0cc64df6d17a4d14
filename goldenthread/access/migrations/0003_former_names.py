"""Names that a person had before."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("access", "0002_sessions_ended")]
    operations = [
        migrations.AddField(
            "user",
            "former_names",
            models.JSONField(default=list, blank=True, help_text="What this person was called here before"),
        )
    ]
