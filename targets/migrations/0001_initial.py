"""Written by `manage.py refresh_initial_migrations` from the models: change those, and run it again."""

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models

from core.first_migration import FirstMigration


class Migration(FirstMigration):

    initial = True

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PlanPoint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='日期')),
                ('value', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='计划值')),
                ('is_example', models.BooleanField(default=False, verbose_name='示例')),
            ],
            options={
                'verbose_name': '计划路径',
                'verbose_name_plural': '计划路径',
                'ordering': ['target', 'on'],
            },
        ),
        migrations.CreateModel(
            name='ReportedFact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(verbose_name='标识')),
                ('name', models.CharField(max_length=60, verbose_name='名称')),
                ('unit', models.CharField(choices=[('yi', '亿元'), ('person', '名'), ('firm', '家'), ('item', '个'), ('flat', '套')], max_length=8, verbose_name='单位')),
                ('value', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='数值')),
                ('on', models.DateField(verbose_name='报告日期')),
                ('source', models.CharField(max_length=120, verbose_name='来源')),
                ('limits', models.CharField(blank=True, max_length=200, verbose_name='口径与局限')),
            ],
            options={
                'verbose_name': '报告数',
                'verbose_name_plural': '报告数',
                'ordering': ['key', 'on'],
            },
        ),
        migrations.CreateModel(
            name='ReportedFactEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('key', models.SlugField(db_index=False, verbose_name='标识')),
                ('name', models.CharField(max_length=60, verbose_name='名称')),
                ('unit', models.CharField(choices=[('yi', '亿元'), ('person', '名'), ('firm', '家'), ('item', '个'), ('flat', '套')], max_length=8, verbose_name='单位')),
                ('value', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='数值')),
                ('on', models.DateField(verbose_name='报告日期')),
                ('source', models.CharField(max_length=120, verbose_name='来源')),
                ('limits', models.CharField(blank=True, max_length=200, verbose_name='口径与局限')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Statement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(unique=True, verbose_name='标识')),
                ('words', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), size=None, verbose_name='内容')),
                ('source', models.CharField(max_length=120, verbose_name='来源')),
            ],
            options={
                'verbose_name': '表述',
                'verbose_name_plural': '表述',
                'ordering': ['key'],
            },
        ),
        migrations.CreateModel(
            name='Target',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(unique=True, verbose_name='标识')),
                ('digit', models.CharField(blank=True, max_length=1, verbose_name='数字')),
                ('rank', models.PositiveSmallIntegerField(verbose_name='排序')),
                ('name', models.CharField(max_length=60, verbose_name='指标')),
                ('unit', models.CharField(choices=[('yi', '亿元'), ('person', '名'), ('firm', '家'), ('item', '个'), ('flat', '套')], max_length=8, verbose_name='单位')),
                ('value', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name='目标值')),
                ('comparison', models.CharField(choices=[('>=', '达到'), ('>', '突破')], default='>=', max_length=2, verbose_name='比较')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='期限')),
                ('source', models.CharField(max_length=120, verbose_name='目标来源')),
            ],
            options={
                'verbose_name': '指标',
                'verbose_name_plural': '指标',
                'ordering': ['rank', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='WallToken',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='提交号')),
                ('place', models.CharField(max_length=30, verbose_name='屏幕位置')),
                ('secret_hash', models.CharField(editable=False, max_length=64, unique=True)),
                ('pages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('overview', '目标总览'), ('projects', '重点项目'), ('highlands', '产业高地'), ('map', '一主两翼'), ('meeting', '周一调度'), ('requests', '企业诉求')], max_length=12), size=None, verbose_name='页面与次序')),
                ('seconds', models.PositiveSmallIntegerField(default=20, validators=[django.core.validators.MinValueValidator(5), django.core.validators.MaxValueValidator(300)], verbose_name='每页秒数')),
                ('made_at', models.DateTimeField(verbose_name='建立时间')),
                ('expires_at', models.DateTimeField(verbose_name='有效期至')),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='撤销时间')),
                ('last_seen_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='最近在线')),
            ],
            options={
                'verbose_name': '大屏链接',
                'verbose_name_plural': '大屏链接',
                'ordering': ['-made_at', '-pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='WallTokenEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('place', models.CharField(max_length=30, verbose_name='屏幕位置')),
                ('pages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('overview', '目标总览'), ('projects', '重点项目'), ('highlands', '产业高地'), ('map', '一主两翼'), ('meeting', '周一调度'), ('requests', '企业诉求')], max_length=12), size=None, verbose_name='页面与次序')),
                ('seconds', models.PositiveSmallIntegerField(default=20, validators=[django.core.validators.MinValueValidator(5), django.core.validators.MaxValueValidator(300)], verbose_name='每页秒数')),
                ('made_at', models.DateTimeField(verbose_name='建立时间')),
                ('expires_at', models.DateTimeField(verbose_name='有效期至')),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='撤销时间')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Programme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(unique=True, verbose_name='代号')),
                ('name', models.CharField(max_length=40, verbose_name='名称')),
                ('zone_name', models.CharField(max_length=40, verbose_name='园区全称')),
                ('zone_short_name', models.CharField(max_length=20, verbose_name='园区简称')),
                ('zone_name_en', models.CharField(max_length=80, verbose_name='园区英文名')),
                ('region', models.CharField(max_length=40, verbose_name='地区')),
                ('adopted_on', models.DateField(verbose_name='提出日期')),
                ('starts_on', models.DateField(verbose_name='开始')),
                ('ends_on', models.DateField(verbose_name='结束')),
                ('slogan', models.CharField(max_length=200, verbose_name='指示精神')),
                ('main_industry', models.CharField(max_length=60, verbose_name='一主')),
                ('special_industry', models.CharField(max_length=60, verbose_name='一特')),
                ('wing_cooperation', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), default=list, size=None, verbose_name='两翼协作')),
                ('is_example', models.BooleanField(default=False, help_text='演示时期限整体平移。', verbose_name='示例')),
            ],
            options={
                'verbose_name': '计划',
                'verbose_name_plural': '计划',
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gt', models.F('starts_on'))), name='programme_dates')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='programme',
            trigger=pgtrigger.compiler.Trigger(name='bumps_targets', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('targets', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='90e4e5ad7cebb74e3bce24b16d43fc40fdd9b1d6', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_targets_ac1de', table='targets_programme', when='AFTER')),
        ),
        migrations.AddField(
            model_name='reportedfact',
            name='entered_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='录入人'),
        ),
        migrations.AddField(
            model_name='reportedfact',
            name='verified_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='核实人'),
        ),
        migrations.AddField(
            model_name='reportedfactevent',
            name='entered_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='录入人'),
        ),
        migrations.AddField(
            model_name='reportedfactevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='reportedfactevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='targets.reportedfact'),
        ),
        migrations.AddField(
            model_name='reportedfactevent',
            name='verified_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='核实人'),
        ),
        migrations.AddField(
            model_name='target',
            name='parent',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='children', to='targets.target'),
        ),
        migrations.AddField(
            model_name='target',
            name='programme',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='targets', to='targets.programme'),
        ),
        migrations.AddField(
            model_name='planpoint',
            name='target',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='plan_points', to='targets.target'),
        ),
        migrations.AddField(
            model_name='walltoken',
            name='made_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='建立人'),
        ),
        migrations.AddField(
            model_name='walltoken',
            name='revoked_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='撤销人'),
        ),
        migrations.AddField(
            model_name='walltokenevent',
            name='made_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='建立人'),
        ),
        migrations.AddField(
            model_name='walltokenevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='walltokenevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='targets.walltoken'),
        ),
        migrations.AddField(
            model_name='walltokenevent',
            name='revoked_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='撤销人'),
        ),
        migrations.AddConstraint(
            model_name='reportedfact',
            constraint=models.UniqueConstraint(fields=('key', 'on'), name='reported_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reportedfact',
            trigger=pgtrigger.compiler.Trigger(name='bumps_targets', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('targets', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='ecb0b30cb1b095f054b20e7c1fba511f79825a11', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_targets_157c3', table='targets_reportedfact', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reportedfact',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "targets_reportedfactevent" ("entered_by_id", "id", "key", "limits", "name", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "unit", "value", "verified_by_id") VALUES (NEW."entered_by_id", NEW."id", NEW."key", NEW."limits", NEW."name", NEW."on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."source", NEW."unit", NEW."value", NEW."verified_by_id"); RETURN NULL;', hash='b3f0fd2a73598384213ed2b6c90975fa08c2709b', operation='INSERT', pgid='pgtrigger_insert_insert_6ab93', table='targets_reportedfact', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reportedfact',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "targets_reportedfactevent" ("entered_by_id", "id", "key", "limits", "name", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "unit", "value", "verified_by_id") VALUES (NEW."entered_by_id", NEW."id", NEW."key", NEW."limits", NEW."name", NEW."on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."source", NEW."unit", NEW."value", NEW."verified_by_id"); RETURN NULL;', hash='d5d8589d09f944cc5e8142d2e37a3e1ae6fc3996', operation='UPDATE', pgid='pgtrigger_update_update_a051e', table='targets_reportedfact', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reportedfact',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "targets_reportedfactevent" ("entered_by_id", "id", "key", "limits", "name", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "unit", "value", "verified_by_id") VALUES (OLD."entered_by_id", OLD."id", OLD."key", OLD."limits", OLD."name", OLD."on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."source", OLD."unit", OLD."value", OLD."verified_by_id"); RETURN NULL;', hash='acd32f62d1d108f358498f4eb2d79195dbbbbbf4', operation='DELETE', pgid='pgtrigger_delete_delete_c851a', table='targets_reportedfact', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reportedfactevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'targets_reportedfact\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='5ad42c670ea998d1808bee50b7e011d1a4cdcdd5', operation='INSERT', pgid='pgtrigger_writes_trail_25d5a', table='targets_reportedfactevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reportedfactevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6268bb580a5555338dc5ff89aef602448cdf4f72', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a65a2', table='targets_reportedfactevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reportedfactevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='6c231506db50b2583057dd0ebfc3dbffb61b7f27', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_4971b', table='targets_reportedfactevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='target',
            trigger=pgtrigger.compiler.Trigger(name='bumps_targets', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('targets', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='5847ec78aaaedaada83b81221fcd4d856502e537', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_targets_a01c6', table='targets_target', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='planpoint',
            constraint=models.UniqueConstraint(fields=('target', 'on'), name='plan_point_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='planpoint',
            trigger=pgtrigger.compiler.Trigger(name='bumps_targets', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('targets', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='c4052f2bd32502a211a5873ceb358b0dac802f58', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_targets_bf838', table='targets_planpoint', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='walltoken',
            constraint=models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('made_at'))), name='wall_expires_later'),
        ),
        migrations.AddConstraint(
            model_name='walltoken',
            constraint=models.CheckConstraint(condition=models.Q(('seconds__range', (5, 300))), name='wall_seconds'),
        ),
        migrations.AddConstraint(
            model_name='walltoken',
            constraint=models.CheckConstraint(condition=models.Q(('pages__len__gt', 0)), name='wall_has_pages'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='walltoken',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "targets_walltokenevent" ("expires_at", "id", "made_at", "made_by_id", "pages", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "revoked_at", "revoked_by_id", "seconds") VALUES (NEW."expires_at", NEW."id", NEW."made_at", NEW."made_by_id", NEW."pages", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place", NEW."revoked_at", NEW."revoked_by_id", NEW."seconds"); RETURN NULL;', hash='a06a0b13cebfd05096d0ae10a77843a808523b29', operation='INSERT', pgid='pgtrigger_insert_insert_9eda1', table='targets_walltoken', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='walltoken',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."expires_at" IS DISTINCT FROM (NEW."expires_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."made_at" IS DISTINCT FROM (NEW."made_at") OR OLD."made_by_id" IS DISTINCT FROM (NEW."made_by_id") OR OLD."pages" IS DISTINCT FROM (NEW."pages") OR OLD."place" IS DISTINCT FROM (NEW."place") OR OLD."revoked_at" IS DISTINCT FROM (NEW."revoked_at") OR OLD."revoked_by_id" IS DISTINCT FROM (NEW."revoked_by_id") OR OLD."seconds" IS DISTINCT FROM (NEW."seconds"))', func='INSERT INTO "targets_walltokenevent" ("expires_at", "id", "made_at", "made_by_id", "pages", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "revoked_at", "revoked_by_id", "seconds") VALUES (NEW."expires_at", NEW."id", NEW."made_at", NEW."made_by_id", NEW."pages", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."revoked_at", NEW."revoked_by_id", NEW."seconds"); RETURN NULL;', hash='43df053cffb97f846062558c2d1dfba18d5e898d', operation='UPDATE', pgid='pgtrigger_update_update_675c8', table='targets_walltoken', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='walltoken',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "targets_walltokenevent" ("expires_at", "id", "made_at", "made_by_id", "pages", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "revoked_at", "revoked_by_id", "seconds") VALUES (OLD."expires_at", OLD."id", OLD."made_at", OLD."made_by_id", OLD."pages", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place", OLD."revoked_at", OLD."revoked_by_id", OLD."seconds"); RETURN NULL;', hash='306e068e865ee107e8833ba774a36c37ad6312fb', operation='DELETE', pgid='pgtrigger_delete_delete_4658e', table='targets_walltoken', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='walltokenevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'targets_walltoken\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='d7e6d443578aaddbe193053629a715dd9c0c9d19', operation='INSERT', pgid='pgtrigger_writes_trail_bd08f', table='targets_walltokenevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='walltokenevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='09d9e9a9906ffa41cf58ccf0f6da92baff47959a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_90f1f', table='targets_walltokenevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='walltokenevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='a7636052ce7432bd7d744ae4e711d5e2e21ebcda', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_5a024', table='targets_walltokenevent', when='BEFORE')),
        ),
    ]
