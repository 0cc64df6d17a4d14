"""What takes the place of a refusal: an agreement, an order, or the council's giving way. Behind the wall, written by actions only."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from goldenthread.core.walls import guard, wall_through


class Migration(migrations.Migration):

    dependencies = [
        ('casework', '0007_exceptions_decided'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Replacement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('mediation', 'Agreed in mediation'), ('order', 'Ordered by the Tribunal'), ('unopposed', 'The council did not oppose the appeal'), ('conceded', 'The council gave way without an order')], max_length=9)),
                ('happened_on', models.DateField()),
                ('what', models.TextField(help_text='What was agreed or ordered, in its own words')),
                ('agreed_by', models.DateField(blank=True, help_text='Another last day that the agreement sets in writing', null=True)),
                ('appealed_on', models.DateField(blank=True, help_text='Where the family had appealed', null=True)),
                ('told_on', models.DateField(blank=True, null=True)),
                ('recorded_on', models.DateField()),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.AddField(
            model_name='decision',
            name='replaced_on',
            field=models.DateField(blank=True, help_text='The day of its Replacement, said here so that nobody need ask for it of the many that have none', null=True),
        ),
        migrations.AddField(
            model_name='replacement',
            name='decision',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='replacement', to='casework.decision'),
        ),
        migrations.AddField(
            model_name='replacement',
            name='paper',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.document'),
        ),
        migrations.AddField(
            model_name='replacement',
            name='recorded_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='replacement',
            constraint=models.CheckConstraint(condition=models.Q(('agreed_by__isnull', True), ('kind', 'mediation'), _connector='OR'), name='only_agreements_set_a_date'),
        ),
        guard("casework_replacement"),
        wall_through("casework_replacement", "decision_id", "casework_decision"),
    ]
