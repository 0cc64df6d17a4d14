"""The language that a person chose for their pages."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("access", "0004_former_names_as_they_are_read")]
    operations = [
        migrations.AddField(
            "user",
            "language",
            models.CharField(
                max_length=8, blank=True, default="", db_default="", help_text="Code of the language of their pages; empty is not chosen"
            ),
        ),
    ]
