"""A run may stop part-way."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("returns", "0002_walls")]
    operations = [
        migrations.AlterField(
            model_name="importrun",
            name="state",
            field=models.CharField(
                choices=[
                    ("waiting", "Waiting to start"),
                    ("reading", "Reading the file"),
                    ("writing", "Taking people in"),
                    ("done", "Finished"),
                    ("failed", "Nothing was taken in"),
                    ("stopped", "Stopped part-way"),
                ],
                default="waiting",
                max_length=8,
            ),
        ),
    ]
