"""What an ask for advice and its answer also hold: why it was asked, a paper that came, what the checks found, and where a passage began."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from goldenthread.core.walls import guard, wall_through


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0005_walls_of_advice'),
        ('core', '0005_never_emptied'),
        ('plans', '0004_walls_of_versions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='TakenPassage',
            fields=[
                ('passage', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='taken', serialize=False, to='plans.passage')),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='exceptionclaim',
            name='one_exception_a_clock',
        ),
        migrations.AddField(
            model_name='advicerequest',
            name='because',
            field=models.CharField(blank=True, help_text='Who wanted it and why, where the law does not name it', max_length=300),
        ),
        migrations.AddField(
            model_name='advicerequest',
            name='findings',
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name='advicerequest',
            name='nothing_found',
            field=models.BooleanField(default=False, help_text='The adviser says: no needs in my area'),
        ),
        migrations.AddField(
            model_name='advicerequest',
            name='paper',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.storedfile'),
        ),
        migrations.AddField(
            model_name='advicerequest',
            name='paper_title',
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name='exceptionclaim',
            name='advice_request',
            field=models.ForeignKey(blank=True, help_text='Whose six weeks', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='exception_claims', to='casework.advicerequest'),
        ),
        migrations.AddConstraint(
            model_name='exceptionclaim',
            constraint=models.UniqueConstraint(models.F('request'), models.F('clock'), models.F('advice_request'), name='one_exception_a_clock_and_adviser', nulls_distinct=False),
        ),
        migrations.AddField(
            model_name='takenpassage',
            name='earlier',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='taken_into', to='plans.passage'),
        ),
        guard("casework_takenpassage"),
        wall_through("casework_takenpassage", "passage_id", "plans_passage"),
    ]
