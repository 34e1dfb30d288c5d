"""Written by `manage.py refresh_initial_migrations` from the models: change those, and run it again."""

from django.db import migrations, models

from core.kernel.first_migration import FirstMigration


class Migration(FirstMigration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='DemoLoad',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_for', models.DateField(verbose_name='演示日期')),
                ('seed', models.IntegerField(verbose_name='种子')),
                ('scale', models.PositiveSmallIntegerField(verbose_name='倍数')),
            ],
            options={
                'verbose_name': '演示数据',
                'verbose_name_plural': '演示数据',
            },
        ),
    ]
