import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casework", "0009_proposal"), ("plans", "0006_use_check")]
    operations = [
        migrations.AddField(
            "request",
            "again",
            models.ForeignKey(
                blank=True, help_text="The plan whose needs are assessed again", null=True, on_delete=django.db.models.deletion.PROTECT,
                related_name="assessments_again", to="plans.plan",
            ),
        ),
        migrations.AlterField(
            "request",
            "ended",
            models.CharField(blank=True, choices=[("withdrawn", "Withdrawn"), ("moved", "Moved to another area"), ("over", "The assessment is over")], max_length=10),
        ),
    ]
