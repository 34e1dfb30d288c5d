"""Written by `manage.py refresh_initial_migrations` from the models: change those, and run it again."""

import core.sealed.columns
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.db import migrations, models

from core.first_migration import FirstMigration


class Migration(FirstMigration):

    initial = True

    dependencies = [
        ('enterprises', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='ApartmentGrant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='年份')),
                ('units', models.PositiveSmallIntegerField(verbose_name='套数')),
                ('source', models.CharField(max_length=120, verbose_name='来源')),
                ('enterprise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='apartment_grants', to='enterprises.enterprise')),
            ],
            options={
                'verbose_name': '人才公寓配给',
                'verbose_name_plural': '人才公寓配给',
                'ordering': ['-year', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Talent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='提交号')),
                ('search_keys', models.TextField(blank=True, default='', editable=False)),
                ('search_grams', models.TextField(blank=True, default='', editable=False)),
                ('name', models.CharField(max_length=40, verbose_name='姓名')),
                ('category', models.CharField(choices=[('leading', '领军人才'), ('engineer', '工程师人才'), ('craftsman', '工匠技能型人才')], max_length=10, verbose_name='类别')),
                ('title', models.CharField(blank=True, max_length=60, verbose_name='岗位或职称')),
                ('arrived_on', models.DateField(verbose_name='引进日期')),
                ('recognised_on', models.DateField(blank=True, null=True, verbose_name='认定日期')),
                ('evidence', models.CharField(blank=True, max_length=120, verbose_name='认定依据')),
                ('phone', core.sealed.columns.TelephoneColumn(blank=True, max_length=20, verbose_name='电话')),
                ('identity_hash', models.CharField(blank=True, editable=False, max_length=64, null=True, unique=True, verbose_name='证件号码摘要')),
                ('identity', core.sealed.columns.SealedColumn(blank=True, default='', editable=False, max_length=60, once='identity_hash', verbose_name='证件')),
                ('is_example', models.BooleanField(default=False, verbose_name='示例')),
                ('pinyin', models.CharField(blank=True, editable=False, max_length=200)),
                ('enterprise', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='talents', to='enterprises.enterprise', verbose_name='企业')),
            ],
            options={
                'verbose_name': '人才',
                'verbose_name_plural': '人才',
                'ordering': ['pinyin', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Honour',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40, unique=True, verbose_name='荣誉')),
                ('holders', models.ManyToManyField(blank=True, related_name='honours', to='talent.talent', verbose_name='获得者')),
            ],
            options={
                'verbose_name': '荣誉',
                'verbose_name_plural': '荣誉',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='TalentEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='提交号')),
                ('name', models.CharField(max_length=40, verbose_name='姓名')),
                ('category', models.CharField(choices=[('leading', '领军人才'), ('engineer', '工程师人才'), ('craftsman', '工匠技能型人才')], max_length=10, verbose_name='类别')),
                ('title', models.CharField(blank=True, max_length=60, verbose_name='岗位或职称')),
                ('arrived_on', models.DateField(verbose_name='引进日期')),
                ('recognised_on', models.DateField(blank=True, null=True, verbose_name='认定日期')),
                ('evidence', models.CharField(blank=True, max_length=120, verbose_name='认定依据')),
                ('phone', core.sealed.columns.TelephoneColumn(blank=True, max_length=20, verbose_name='电话')),
                ('identity_hash', models.CharField(blank=True, editable=False, max_length=64, null=True, verbose_name='证件号码摘要')),
                ('identity', core.sealed.columns.SealedColumn(blank=True, default='', editable=False, max_length=60, once='identity_hash', verbose_name='证件')),
                ('is_example', models.BooleanField(default=False, verbose_name='示例')),
                ('pinyin', models.CharField(blank=True, editable=False, max_length=200)),
                ('enterprise', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='enterprises.enterprise', verbose_name='企业')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='talent.talent')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='TalentPlatform',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, unique=True, verbose_name='人才平台')),
                ('kind', models.CharField(choices=[('academician', '院士专家工作站'), ('postdoc', '博士后工作站'), ('training', '产业人才实训基地'), ('college', '院校')], max_length=12, verbose_name='类型')),
                ('enterprise', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='enterprises.enterprise', verbose_name='依托企业')),
            ],
            options={
                'verbose_name': '人才平台',
                'verbose_name_plural': '人才平台',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='TalentService',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40, unique=True, verbose_name='人才服务')),
            ],
            options={
                'verbose_name': '人才服务',
                'verbose_name_plural': '人才服务',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower(models.Func(models.Func('name', output_field=models.TextField(), template='normalize(%(expressions)s, NFKC)'), output_field=models.TextField(), template="regexp_replace(%(expressions)s, '[\\s\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\u0001-\\u0008\\u000e-\\u001f\\u007f-\\u0084\\u0086-\\u009f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b\\u200c\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u2800\\u3164\\ufeff\\uffa0\\ufff0-\\ufffb\\ufffe\\uffff\\ufdd0-\\ufdef\\u200d\\U0001d173-\\U0001d17a\\U0001bca0-\\U0001bca3\\U000e0000-\\U000e001f\\U000e0080-\\U000e00ff\\U000e0020-\\U000e007f\\ufe00-\\ufe0f\\U000e0100-\\U000e01ef]', '', 'g')")), name='talent_service_name_as_seen')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='talentservice',
            trigger=pgtrigger.compiler.Trigger(name='bumps_talents', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('talents', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='b2e9b9489b203f9885b5442130de567f161abd39', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_talents_dea4a', table='talent_talentservice', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='apartmentgrant',
            constraint=models.UniqueConstraint(fields=('enterprise', 'year'), name='apartments_once_a_year'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='apartmentgrant',
            trigger=pgtrigger.compiler.Trigger(name='bumps_talents', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('talents', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='598f7773d68224140cfa9210c3cf2aadf6b59dd9', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_talents_af260', table='talent_apartmentgrant', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='apartmentgrant',
            trigger=pgtrigger.compiler.Trigger(name='follows_enterprise', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE kept bigint;', func="\n    IF TG_OP = 'UPDATE' AND NEW.enterprise_id IS NOT DISTINCT FROM OLD.enterprise_id THEN RETURN NEW; END IF;\n    LOOP\n        SELECT merged_into_id INTO kept FROM enterprises_enterprise WHERE id = NEW.enterprise_id FOR KEY SHARE;\n        EXIT WHEN kept IS NULL;\n        \n        NEW.enterprise_id := kept;\n    END LOOP;\n    \n    RETURN NEW;\n", hash='59c68b41966e069a7ac270a31e9eb29d20861ec1', operation='INSERT OR UPDATE OF "enterprise_id"', pgid='pgtrigger_follows_enterprise_4d835', table='talent_apartmentgrant', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='talent',
            index=django.contrib.postgres.indexes.GinIndex(models.Func(models.F('search_grams'), models.Value(' '), function='string_to_array', output_field=django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)), fastupdate=False, name='talent_grams'),
        ),
        migrations.AddIndex(
            model_name='talent',
            index=models.Index(fields=['category', 'recognised_on'], name='talent_counted'),
        ),
        migrations.AddIndex(
            model_name='talent',
            index=models.Index(fields=['pinyin', 'id'], name='talent_by_name'),
        ),
        migrations.AddIndex(
            model_name='talent',
            index=django.contrib.postgres.indexes.GinIndex(models.Func(models.Func(models.F('phone'), models.Value('.'), models.Value(2), function='split_part', output_field=models.TextField()), models.Value(' '), function='string_to_array', output_field=django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)), fastupdate=False, name='talent_phone_found'),
        ),
        migrations.AddConstraint(
            model_name='talent',
            constraint=models.CheckConstraint(condition=models.Q(('recognised_on__isnull', True), models.Q(('evidence', ''), _negated=True), _connector='OR'), name='talent_recognition_has_evidence'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='talent',
            trigger=pgtrigger.compiler.Trigger(name='bumps_talents', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('talents', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='40af820038d55a1f12d35eeceb02b1b9eb639afd', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_talents_56630', table='talent_talent', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='talent',
            trigger=pgtrigger.compiler.Trigger(name='sealed', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF NEW.phone <> '' AND NOT EXISTS (\n        SELECT FROM core_identitykey WHERE number::text = split_part(NEW.phone, ':', 1)\n    ) THEN RAISE EXCEPTION 'pgtrigger: phone is not sealed under the key of the data'; END IF;\n\n\n    IF NEW.identity <> '' AND NOT EXISTS (\n        SELECT FROM core_identitykey WHERE number::text = split_part(NEW.identity, ':', 1)\n    ) THEN RAISE EXCEPTION 'pgtrigger: identity is not sealed under the key of the data'; END IF;\n RETURN NEW;", hash='c12d708d5d647e3bde9b2a96ec29ccc6312e7913', operation='INSERT OR UPDATE OF "phone", "identity"', pgid='pgtrigger_sealed_062ce', table='talent_talent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='talent',
            trigger=pgtrigger.compiler.Trigger(name='sealed_once', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF NEW.identity <> '' THEN\n        NEW.identity_hash := split_part(split_part(NEW.identity, '.', 2), ' ', 1);\n    ELSIF TG_OP = 'UPDATE' AND OLD.identity <> '' THEN NEW.identity_hash := NULL;\n    END IF;\n    RETURN NEW;\n", hash='f8b6a83be28262251d63f38ece146dc9b7724772', operation='INSERT OR UPDATE OF "identity", "identity_hash"', pgid='pgtrigger_sealed_once_d913d', table='talent_talent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='talent',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "talent_talentevent" ("arrived_on", "category", "client_id", "enterprise_id", "evidence", "id", "identity", "identity_hash", "is_example", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "pinyin", "recognised_on", "title") VALUES (NEW."arrived_on", NEW."category", NEW."client_id", NEW."enterprise_id", NEW."evidence", NEW."id", NEW."identity", NEW."identity_hash", NEW."is_example", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phone", NEW."pinyin", NEW."recognised_on", NEW."title"); RETURN NULL;', hash='5fb55dfc0d9bf3f0dc546f61e8983fb91a989d52', operation='INSERT', pgid='pgtrigger_insert_insert_03538', table='talent_talent', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='talent',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."arrived_on" IS DISTINCT FROM (NEW."arrived_on") OR OLD."category" IS DISTINCT FROM (NEW."category") OR OLD."client_id" IS DISTINCT FROM (NEW."client_id") OR OLD."enterprise_id" IS DISTINCT FROM (NEW."enterprise_id") OR OLD."evidence" IS DISTINCT FROM (NEW."evidence") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."identity" IS DISTINCT FROM (NEW."identity") OR OLD."identity_hash" IS DISTINCT FROM (NEW."identity_hash") OR OLD."is_example" IS DISTINCT FROM (NEW."is_example") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."phone" IS DISTINCT FROM (NEW."phone") OR OLD."pinyin" IS DISTINCT FROM (NEW."pinyin") OR OLD."recognised_on" IS DISTINCT FROM (NEW."recognised_on") OR OLD."title" IS DISTINCT FROM (NEW."title"))', func='INSERT INTO "talent_talentevent" ("arrived_on", "category", "client_id", "enterprise_id", "evidence", "id", "identity", "identity_hash", "is_example", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "pinyin", "recognised_on", "title") VALUES (NEW."arrived_on", NEW."category", NEW."client_id", NEW."enterprise_id", NEW."evidence", NEW."id", NEW."identity", NEW."identity_hash", NEW."is_example", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phone", NEW."pinyin", NEW."recognised_on", NEW."title"); RETURN NULL;', hash='1bfdddc4b0a3b16cbf10f86aeed089b7302dc7e8', operation='UPDATE', pgid='pgtrigger_update_update_2a714', table='talent_talent', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='talent',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "talent_talentevent" ("arrived_on", "category", "client_id", "enterprise_id", "evidence", "id", "identity", "identity_hash", "is_example", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "pinyin", "recognised_on", "title") VALUES (OLD."arrived_on", OLD."category", OLD."client_id", OLD."enterprise_id", OLD."evidence", OLD."id", OLD."identity", OLD."identity_hash", OLD."is_example", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."phone", OLD."pinyin", OLD."recognised_on", OLD."title"); RETURN NULL;', hash='8164544bd518a39cb6f11374e5c5e1439a30c1fa', operation='DELETE', pgid='pgtrigger_delete_delete_3cbcd', table='talent_talent', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='talent',
            trigger=pgtrigger.compiler.Trigger(name='follows_enterprise', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE kept bigint;', func="\n    IF TG_OP = 'UPDATE' AND NEW.enterprise_id IS NOT DISTINCT FROM OLD.enterprise_id THEN RETURN NEW; END IF;\n    LOOP\n        SELECT merged_into_id INTO kept FROM enterprises_enterprise WHERE id = NEW.enterprise_id FOR KEY SHARE;\n        EXIT WHEN kept IS NULL;\n        \n        NEW.enterprise_id := kept;\n    END LOOP;\n    \n    RETURN NEW;\n", hash='6469889eb3f8c4a0829b41cac4e89975579e33b1', operation='INSERT OR UPDATE OF "enterprise_id"', pgid='pgtrigger_follows_enterprise_25ced', table='talent_talent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='honour',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower(models.Func(models.Func('name', output_field=models.TextField(), template='normalize(%(expressions)s, NFKC)'), output_field=models.TextField(), template="regexp_replace(%(expressions)s, '[\\s\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\u0001-\\u0008\\u000e-\\u001f\\u007f-\\u0084\\u0086-\\u009f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b\\u200c\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u2800\\u3164\\ufeff\\uffa0\\ufff0-\\ufffb\\ufffe\\uffff\\ufdd0-\\ufdef\\u200d\\U0001d173-\\U0001d17a\\U0001bca0-\\U0001bca3\\U000e0000-\\U000e001f\\U000e0080-\\U000e00ff\\U000e0020-\\U000e007f\\ufe00-\\ufe0f\\U000e0100-\\U000e01ef]', '', 'g')")), name='honour_name_as_seen'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='honour',
            trigger=pgtrigger.compiler.Trigger(name='bumps_talents', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('talents', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='7440d09561b78ba5056680984a95a88f86c84497', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_talents_7c7d2', table='talent_honour', when='AFTER')),
        ),
        migrations.CreateModel(
            name='HonourHolder',
            fields=[
            ],
            options={
                'verbose_name': '获得者',
                'verbose_name_plural': '获得者',
                'proxy': True,
                'indexes': [],
                'constraints': [],
            },
            bases=('talent.honour_holders',),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='talentevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'talent_talent\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='b1b8419477c3949cfc755fda04a40a986376dd17', operation='INSERT', pgid='pgtrigger_writes_trail_7ab9c', table='talent_talentevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='talentevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='0cd1cbb76938877f4c4e71fcf1d2dd3288f8ced4', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_1bc87', table='talent_talentevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='talentevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='96e0e6caf6101ead217878da998621eb831b0492', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_2427e', table='talent_talentevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='talentplatform',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower(models.Func(models.Func('name', output_field=models.TextField(), template='normalize(%(expressions)s, NFKC)'), output_field=models.TextField(), template="regexp_replace(%(expressions)s, '[\\s\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\u0001-\\u0008\\u000e-\\u001f\\u007f-\\u0084\\u0086-\\u009f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b\\u200c\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u2800\\u3164\\ufeff\\uffa0\\ufff0-\\ufffb\\ufffe\\uffff\\ufdd0-\\ufdef\\u200d\\U0001d173-\\U0001d17a\\U0001bca0-\\U0001bca3\\U000e0000-\\U000e001f\\U000e0080-\\U000e00ff\\U000e0020-\\U000e007f\\ufe00-\\ufe0f\\U000e0100-\\U000e01ef]', '', 'g')")), name='talent_platform_name_as_seen'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='talentplatform',
            trigger=pgtrigger.compiler.Trigger(name='bumps_talents', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('talents', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='d8b0e8bdb97fdd779d4775c3d8e9c6c2b177519d', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_talents_37298', table='talent_talentplatform', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='talentplatform',
            trigger=pgtrigger.compiler.Trigger(name='follows_enterprise', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE kept bigint;', func="\n    IF TG_OP = 'UPDATE' AND NEW.enterprise_id IS NOT DISTINCT FROM OLD.enterprise_id THEN RETURN NEW; END IF;\n    LOOP\n        SELECT merged_into_id INTO kept FROM enterprises_enterprise WHERE id = NEW.enterprise_id FOR KEY SHARE;\n        EXIT WHEN kept IS NULL;\n        \n        NEW.enterprise_id := kept;\n    END LOOP;\n    \n    RETURN NEW;\n", hash='438d526c9b05d05fd79d09448a347bb6d3ca9339', operation='INSERT OR UPDATE OF "enterprise_id"', pgid='pgtrigger_follows_enterprise_167e0', table='talent_talentplatform', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='honourholder',
            trigger=pgtrigger.compiler.Trigger(name='bumps_talents', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('talents', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='a1e10754013a83852f42e6bf0109adcc76de0df8', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_talents_89253', table='talent_honour_holders', when='AFTER')),
        ),
    ]
