"""Written by `manage.py refresh_initial_migrations` from the models: change those, and run it again."""

import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.text
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models

from core.first_migration import FirstMigration


class Migration(FirstMigration):

    initial = True

    dependencies = [
        ('enterprises', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Measure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, unique=True, verbose_name='金融举措')),
            ],
            options={
                'verbose_name': '金融举措',
                'verbose_name_plural': '金融举措',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='CreditLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='提交号')),
                ('granted_wan', models.DecimalField(decimal_places=2, max_digits=14, validators=[django.core.validators.MinValueValidator(Decimal('0.01'))], verbose_name='授信（万元）')),
                ('granted_on', models.DateField(verbose_name='授信日期')),
                ('expires_on', models.DateField(blank=True, null=True, verbose_name='到期日期')),
                ('stuck_reason', models.CharField(blank=True, choices=[('collateral', '抵押担保不足'), ('conditions', '用信条件未满足'), ('not_needed', '企业暂不用信'), ('paperwork', '手续办理中')], max_length=12, verbose_name='未放款原因')),
                ('confirmed_on', models.DateField(blank=True, null=True, verbose_name='企业确认日期')),
                ('is_example', models.BooleanField(default=False, verbose_name='示例')),
                ('drawn_wan', models.DecimalField(decimal_places=2, default=Decimal('0'), editable=False, max_digits=14, verbose_name='已放款（万元）')),
                ('undrawn_wan', models.GeneratedField(db_persist=True, expression=django.db.models.expressions.CombinedExpression(models.F('granted_wan'), '-', models.F('drawn_wan')), output_field=models.DecimalField(decimal_places=2, max_digits=14), verbose_name='未放款（万元）')),
                ('enterprise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='credit_lines', to='enterprises.enterprise', verbose_name='企业')),
            ],
            options={
                'verbose_name': '授信',
                'verbose_name_plural': '授信',
                'ordering': ['-granted_on', '-pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Drawdown',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='提交号')),
                ('amount_wan', models.DecimalField(decimal_places=2, max_digits=14, validators=[django.core.validators.MinValueValidator(Decimal('0.01'))], verbose_name='放款（万元）')),
                ('on', models.DateField(verbose_name='放款日期')),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='drawdowns', to='finance.creditline', verbose_name='授信')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
            ],
            options={
                'verbose_name': '放款',
                'verbose_name_plural': '放款',
                'ordering': ['on', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='DrawdownEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='提交号')),
                ('amount_wan', models.DecimalField(decimal_places=2, max_digits=14, validators=[django.core.validators.MinValueValidator(Decimal('0.01'))], verbose_name='放款（万元）')),
                ('on', models.DateField(verbose_name='放款日期')),
                ('line', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='finance.creditline', verbose_name='授信')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='finance.drawdown')),
                ('recorded_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='FinancingNeed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='提交号')),
                ('amount_wan', models.DecimalField(decimal_places=2, max_digits=14, validators=[django.core.validators.MinValueValidator(Decimal('0.01'))], verbose_name='金额（万元）')),
                ('purpose', models.CharField(max_length=120, verbose_name='用途')),
                ('raised_on', models.DateField(verbose_name='提出日期')),
                ('state', models.CharField(choices=[('open', '待对接'), ('matched', '对接中'), ('granted', '已授信'), ('withdrawn', '已撤回')], default='open', max_length=10, verbose_name='状态')),
                ('is_example', models.BooleanField(default=False, verbose_name='示例')),
                ('enterprise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='needs', to='enterprises.enterprise', verbose_name='企业')),
            ],
            options={
                'verbose_name': '融资需求',
                'verbose_name_plural': '融资需求',
                'ordering': ['-raised_on', '-pk'],
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='creditline',
            name='need',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='finance.financingneed', verbose_name='融资需求'),
        ),
        migrations.CreateModel(
            name='Institution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, unique=True, verbose_name='机构')),
                ('kind', models.CharField(choices=[('bank', '银行'), ('venture', '创投'), ('guarantee', '担保'), ('leasing', '租赁')], max_length=10, verbose_name='类型')),
                ('is_example', models.BooleanField(default=False, verbose_name='示例')),
            ],
            options={
                'verbose_name': '金融机构',
                'verbose_name_plural': '金融机构',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower(models.Func(models.Func('name', output_field=models.TextField(), template='normalize(%(expressions)s, NFKC)'), output_field=models.TextField(), template="regexp_replace(%(expressions)s, '[\\s\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\u0001-\\u0008\\u000e-\\u001f\\u007f-\\u0084\\u0086-\\u009f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b\\u200c\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u2800\\u3164\\ufeff\\uffa0\\ufff0-\\ufffb\\ufffe\\uffff\\ufdd0-\\ufdef\\u200d\\U0001d173-\\U0001d17a\\U0001bca0-\\U0001bca3\\U000e0000-\\U000e001f\\U000e0080-\\U000e00ff\\U000e0020-\\U000e007f\\ufe00-\\ufe0f\\U000e0100-\\U000e01ef]', '', 'g')")), name='institution_name_as_seen')],
            },
        ),
        migrations.CreateModel(
            name='FinancingNeedEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='提交号')),
                ('amount_wan', models.DecimalField(decimal_places=2, max_digits=14, validators=[django.core.validators.MinValueValidator(Decimal('0.01'))], verbose_name='金额（万元）')),
                ('purpose', models.CharField(max_length=120, verbose_name='用途')),
                ('raised_on', models.DateField(verbose_name='提出日期')),
                ('state', models.CharField(choices=[('open', '待对接'), ('matched', '对接中'), ('granted', '已授信'), ('withdrawn', '已撤回')], default='open', max_length=10, verbose_name='状态')),
                ('is_example', models.BooleanField(default=False, verbose_name='示例')),
                ('enterprise', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='enterprises.enterprise', verbose_name='企业')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='finance.financingneed')),
                ('institution', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='finance.institution', verbose_name='对接机构')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='financingneed',
            name='institution',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='needs', to='finance.institution', verbose_name='对接机构'),
        ),
        migrations.CreateModel(
            name='CreditLineEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='提交号')),
                ('granted_wan', models.DecimalField(decimal_places=2, max_digits=14, validators=[django.core.validators.MinValueValidator(Decimal('0.01'))], verbose_name='授信（万元）')),
                ('granted_on', models.DateField(verbose_name='授信日期')),
                ('expires_on', models.DateField(blank=True, null=True, verbose_name='到期日期')),
                ('stuck_reason', models.CharField(blank=True, choices=[('collateral', '抵押担保不足'), ('conditions', '用信条件未满足'), ('not_needed', '企业暂不用信'), ('paperwork', '手续办理中')], max_length=12, verbose_name='未放款原因')),
                ('confirmed_on', models.DateField(blank=True, null=True, verbose_name='企业确认日期')),
                ('is_example', models.BooleanField(default=False, verbose_name='示例')),
                ('enterprise', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='enterprises.enterprise', verbose_name='企业')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='finance.creditline')),
                ('need', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='finance.financingneed', verbose_name='融资需求')),
                ('institution', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='finance.institution', verbose_name='机构')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='creditline',
            name='institution',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='credit_lines', to='finance.institution', verbose_name='机构'),
        ),
        migrations.CreateModel(
            name='Branch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, unique=True, verbose_name='网点')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='branches', to='finance.institution')),
            ],
            options={
                'verbose_name': '网点',
                'verbose_name_plural': '网点',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='BankMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='bank_member', to=settings.AUTH_USER_MODEL)),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='members', to='finance.institution')),
            ],
            options={
                'verbose_name': '机构人员',
                'verbose_name_plural': '机构人员',
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='institution',
            trigger=pgtrigger.compiler.Trigger(name='bumps_credit', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('credit', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='b6f8a265c4d34568efd927e721618f36b8e11c47', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_credit_eb4d2', table='finance_institution', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='measure',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower(models.Func(models.Func('name', output_field=models.TextField(), template='normalize(%(expressions)s, NFKC)'), output_field=models.TextField(), template="regexp_replace(%(expressions)s, '[\\s\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\u0001-\\u0008\\u000e-\\u001f\\u007f-\\u0084\\u0086-\\u009f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b\\u200c\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u2800\\u3164\\ufeff\\uffa0\\ufff0-\\ufffb\\ufffe\\uffff\\ufdd0-\\ufdef\\u200d\\U0001d173-\\U0001d17a\\U0001bca0-\\U0001bca3\\U000e0000-\\U000e001f\\U000e0080-\\U000e00ff\\U000e0020-\\U000e007f\\ufe00-\\ufe0f\\U000e0100-\\U000e01ef]', '', 'g')")), name='measure_name_as_seen'),
        ),
        migrations.AddConstraint(
            model_name='drawdown',
            constraint=models.CheckConstraint(condition=models.Q(('amount_wan__gt', 0)), name='drawn_positive'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='drawdown',
            trigger=pgtrigger.compiler.Trigger(name='bumps_credit', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('credit', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='aa4eb5c72f1c166ef6cedee4af0a05efdac01040', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_credit_3a2d2', table='finance_drawdown', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='drawdown',
            trigger=pgtrigger.compiler.Trigger(name='keeps_drawn', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF TG_OP <> 'INSERT' THEN\n        UPDATE finance_creditline SET drawn_wan = drawn_wan - OLD.amount_wan WHERE id = OLD.line_id;\n    END IF;\n    IF TG_OP <> 'DELETE' THEN\n        UPDATE finance_creditline SET drawn_wan = drawn_wan + NEW.amount_wan WHERE id = NEW.line_id;\n    END IF;\n    RETURN NULL;\n", hash='0d40f5b9daed0a8bcafc494f0e86324da02ee67e', operation='INSERT OR UPDATE OF "amount_wan", "line_id" OR DELETE', pgid='pgtrigger_keeps_drawn_495a7', table='finance_drawdown', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='drawdown',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "finance_drawdownevent" ("amount_wan", "client_id", "id", "line_id", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id") VALUES (NEW."amount_wan", NEW."client_id", NEW."id", NEW."line_id", NEW."on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recorded_by_id"); RETURN NULL;', hash='04e4bb046c13e00f7aa2976520003911c0720f59', operation='INSERT', pgid='pgtrigger_insert_insert_c270b', table='finance_drawdown', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='drawdown',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "finance_drawdownevent" ("amount_wan", "client_id", "id", "line_id", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id") VALUES (NEW."amount_wan", NEW."client_id", NEW."id", NEW."line_id", NEW."on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recorded_by_id"); RETURN NULL;', hash='05f35ee82cabc31b00d5d8af077946562b78ae8d', operation='UPDATE', pgid='pgtrigger_update_update_d3135', table='finance_drawdown', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='drawdown',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "finance_drawdownevent" ("amount_wan", "client_id", "id", "line_id", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id") VALUES (OLD."amount_wan", OLD."client_id", OLD."id", OLD."line_id", OLD."on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."recorded_by_id"); RETURN NULL;', hash='672b5051ee34e3e51deb01b4406a9bc904e04b95', operation='DELETE', pgid='pgtrigger_delete_delete_db364', table='finance_drawdown', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='drawdownevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'finance_drawdown\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='003116c38905ab1bbdbde5b091347b776515c414', operation='INSERT', pgid='pgtrigger_writes_trail_5a465', table='finance_drawdownevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='drawdownevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='8c2a29b71fbd0e6daa455628d768bcc12508d918', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_16147', table='finance_drawdownevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='drawdownevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='88ec7ed58c3be6d6539daf19369e1367b0e8984d', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_42ba2', table='finance_drawdownevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='financingneedevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'finance_financingneed\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='b0bc19e8acd35ed11cdfca54c3f0db4d829a1b7d', operation='INSERT', pgid='pgtrigger_writes_trail_47f9a', table='finance_financingneedevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='financingneedevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='916ae4a5fa5de32da1879976e31c4309fc4dc9b1', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_433f9', table='finance_financingneedevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='financingneedevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='6862b44539383fa86549437ce765d5edca893a41', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_d370c', table='finance_financingneedevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='financingneed',
            index=models.Index(fields=['-raised_on', '-id'], name='need_by_day'),
        ),
        migrations.AddIndex(
            model_name='financingneed',
            index=models.Index(condition=models.Q(('state__in', ('open', 'matched'))), fields=['raised_on', 'id'], name='need_waiting'),
        ),
        migrations.AddConstraint(
            model_name='financingneed',
            constraint=models.CheckConstraint(condition=models.Q(('amount_wan__gt', 0)), name='need_positive'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='financingneed',
            trigger=pgtrigger.compiler.Trigger(name='bumps_credit', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('credit', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='285e49b5e990e5013c9b74ec1d623228d5cc16d5', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_credit_e687a', table='finance_financingneed', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='financingneed',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "finance_financingneedevent" ("amount_wan", "client_id", "enterprise_id", "id", "institution_id", "is_example", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "raised_on", "state") VALUES (NEW."amount_wan", NEW."client_id", NEW."enterprise_id", NEW."id", NEW."institution_id", NEW."is_example", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."purpose", NEW."raised_on", NEW."state"); RETURN NULL;', hash='57ed3686d0f6bd56550168559d214f9828bc51eb', operation='INSERT', pgid='pgtrigger_insert_insert_046ec', table='finance_financingneed', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='financingneed',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "finance_financingneedevent" ("amount_wan", "client_id", "enterprise_id", "id", "institution_id", "is_example", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "raised_on", "state") VALUES (NEW."amount_wan", NEW."client_id", NEW."enterprise_id", NEW."id", NEW."institution_id", NEW."is_example", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."purpose", NEW."raised_on", NEW."state"); RETURN NULL;', hash='6c534ac793e43dcf84708c13b5ecc90eba997472', operation='UPDATE', pgid='pgtrigger_update_update_e4c4b', table='finance_financingneed', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='financingneed',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "finance_financingneedevent" ("amount_wan", "client_id", "enterprise_id", "id", "institution_id", "is_example", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "raised_on", "state") VALUES (OLD."amount_wan", OLD."client_id", OLD."enterprise_id", OLD."id", OLD."institution_id", OLD."is_example", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."purpose", OLD."raised_on", OLD."state"); RETURN NULL;', hash='fa7a99de3aa852c681896c2b50796d5fb30cb0d5', operation='DELETE', pgid='pgtrigger_delete_delete_ec3db', table='finance_financingneed', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='financingneed',
            trigger=pgtrigger.compiler.Trigger(name='follows_enterprise', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE kept bigint;', func="\n    IF TG_OP = 'UPDATE' AND NEW.enterprise_id IS NOT DISTINCT FROM OLD.enterprise_id THEN RETURN NEW; END IF;\n    LOOP\n        SELECT merged_into_id INTO kept FROM enterprises_enterprise WHERE id = NEW.enterprise_id FOR KEY SHARE;\n        EXIT WHEN kept IS NULL;\n        \n        NEW.enterprise_id := kept;\n    END LOOP;\n    \n    RETURN NEW;\n", hash='ee27d2bd27271909bb72d0cecc3907d0fc6a5c70', operation='INSERT OR UPDATE OF "enterprise_id"', pgid='pgtrigger_follows_enterprise_a3ea6', table='finance_financingneed', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='creditlineevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'finance_creditline\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='af95bd4df3ab3b1cad9f4d3fee483e8eacd02c11', operation='INSERT', pgid='pgtrigger_writes_trail_00271', table='finance_creditlineevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='creditlineevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='5904912135d3b0f4c46a856559efb38232d166b7', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_86eff', table='finance_creditlineevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='creditlineevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='fad896ce6c0fa30ed877a70a4f6dc176f3673c80', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_963e3', table='finance_creditlineevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='creditline',
            index=models.Index(fields=['-granted_on', '-id'], name='line_by_day'),
        ),
        migrations.AddIndex(
            model_name='creditline',
            index=models.Index(fields=['institution', '-granted_on', '-id'], name='line_by_institution'),
        ),
        migrations.AddConstraint(
            model_name='creditline',
            constraint=models.CheckConstraint(condition=models.Q(('granted_wan__gt', 0)), name='granted_positive'),
        ),
        migrations.AddConstraint(
            model_name='creditline',
            constraint=models.CheckConstraint(condition=models.Q(('drawn_wan__lte', models.F('granted_wan'))), name='drawn_within_limit'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='creditline',
            trigger=pgtrigger.compiler.Trigger(name='bumps_credit', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('credit', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='89de476b3a2a4a3ed6414162de92d7a407237640', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_credit_9c34c', table='finance_creditline', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='creditline',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "finance_creditlineevent" ("client_id", "confirmed_on", "enterprise_id", "expires_on", "granted_on", "granted_wan", "id", "institution_id", "is_example", "need_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "stuck_reason") VALUES (NEW."client_id", NEW."confirmed_on", NEW."enterprise_id", NEW."expires_on", NEW."granted_on", NEW."granted_wan", NEW."id", NEW."institution_id", NEW."is_example", NEW."need_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."stuck_reason"); RETURN NULL;', hash='a49189f9233f406d411ade6573ada3c3df4958f0', operation='INSERT', pgid='pgtrigger_insert_insert_6d6b6', table='finance_creditline', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='creditline',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."client_id" IS DISTINCT FROM (NEW."client_id") OR OLD."confirmed_on" IS DISTINCT FROM (NEW."confirmed_on") OR OLD."enterprise_id" IS DISTINCT FROM (NEW."enterprise_id") OR OLD."expires_on" IS DISTINCT FROM (NEW."expires_on") OR OLD."granted_on" IS DISTINCT FROM (NEW."granted_on") OR OLD."granted_wan" IS DISTINCT FROM (NEW."granted_wan") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."institution_id" IS DISTINCT FROM (NEW."institution_id") OR OLD."is_example" IS DISTINCT FROM (NEW."is_example") OR OLD."need_id" IS DISTINCT FROM (NEW."need_id") OR OLD."stuck_reason" IS DISTINCT FROM (NEW."stuck_reason"))', func='INSERT INTO "finance_creditlineevent" ("client_id", "confirmed_on", "enterprise_id", "expires_on", "granted_on", "granted_wan", "id", "institution_id", "is_example", "need_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "stuck_reason") VALUES (NEW."client_id", NEW."confirmed_on", NEW."enterprise_id", NEW."expires_on", NEW."granted_on", NEW."granted_wan", NEW."id", NEW."institution_id", NEW."is_example", NEW."need_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."stuck_reason"); RETURN NULL;', hash='f45e9324901fc472188d0222b9643125e41db2ff', operation='UPDATE', pgid='pgtrigger_update_update_65ee3', table='finance_creditline', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='creditline',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "finance_creditlineevent" ("client_id", "confirmed_on", "enterprise_id", "expires_on", "granted_on", "granted_wan", "id", "institution_id", "is_example", "need_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "stuck_reason") VALUES (OLD."client_id", OLD."confirmed_on", OLD."enterprise_id", OLD."expires_on", OLD."granted_on", OLD."granted_wan", OLD."id", OLD."institution_id", OLD."is_example", OLD."need_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."stuck_reason"); RETURN NULL;', hash='dd9c158c55809939b81bbd733fbc7f501f140474', operation='DELETE', pgid='pgtrigger_delete_delete_140b4', table='finance_creditline', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='creditline',
            trigger=pgtrigger.compiler.Trigger(name='follows_enterprise', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE kept bigint;', func="\n    IF TG_OP = 'UPDATE' AND NEW.enterprise_id IS NOT DISTINCT FROM OLD.enterprise_id THEN RETURN NEW; END IF;\n    LOOP\n        SELECT merged_into_id INTO kept FROM enterprises_enterprise WHERE id = NEW.enterprise_id FOR KEY SHARE;\n        EXIT WHEN kept IS NULL;\n        \n        NEW.enterprise_id := kept;\n    END LOOP;\n    \n    RETURN NEW;\n", hash='9d43baba56fcfd8a9831a4b1230ac67bcd89fddd', operation='INSERT OR UPDATE OF "enterprise_id"', pgid='pgtrigger_follows_enterprise_4cac8', table='finance_creditline', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='branch',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower(models.Func(models.Func('name', output_field=models.TextField(), template='normalize(%(expressions)s, NFKC)'), output_field=models.TextField(), template="regexp_replace(%(expressions)s, '[\\s\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\u0001-\\u0008\\u000e-\\u001f\\u007f-\\u0084\\u0086-\\u009f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b\\u200c\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u2800\\u3164\\ufeff\\uffa0\\ufff0-\\ufffb\\ufffe\\uffff\\ufdd0-\\ufdef\\u200d\\U0001d173-\\U0001d17a\\U0001bca0-\\U0001bca3\\U000e0000-\\U000e001f\\U000e0080-\\U000e00ff\\U000e0020-\\U000e007f\\ufe00-\\ufe0f\\U000e0100-\\U000e01ef]', '', 'g')")), name='branch_name_as_seen'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='bankmember',
            trigger=pgtrigger.compiler.Trigger(name='bumps_credit', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('credit', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='dddb274298fcc22e939f8d0f261beb0b335fce34', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_credit_66bc4', table='finance_bankmember', when='AFTER')),
        ),
    ]
