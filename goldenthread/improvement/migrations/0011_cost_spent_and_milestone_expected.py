"""Money that was spent beside what was planned, and when a milestone is expected."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('improvement', '0010_what_partners_say'),
    ]

    operations = [
        migrations.AddField(
            model_name='cost',
            name='kind',
            field=models.CharField(choices=[('planned', 'Planned'), ('spent', 'Spent')], default='planned', max_length=7),
        ),
        migrations.AddField(
            model_name='milestone',
            name='expected_on',
            field=models.DateField(help_text='When whoever answers for the action thinks it will be reached', null=True),
        ),
    ]
