import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casework", "0010_request_again"), ("plans", "0006_use_check"), ("reviews", "0005_walls_of_review_meetings")]
    operations = [
        migrations.AddField(
            "phasetransfer",
            "final_version",
            models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="plans.version"),
        ),
        migrations.AddField(
            "reassessment",
            "final_version",
            models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="plans.version"),
        ),
        migrations.AddField(
            "reassessment",
            "request",
            models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casework.request"),
        ),
    ]
