"""Written by `manage.py refresh_initial_migrations` from the models: change those, and run it again."""

import core.models.office
import core.models.people
import core.sealed.columns
import django.contrib.auth.validators
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models

from core.first_migration import FirstMigration


class Migration(FirstMigration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='AuditCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='时间')),
                ('seconds', models.FloatField(verbose_name='用时（秒）')),
                ('rows', models.BigIntegerField(verbose_name='条数')),
                ('number', models.BigIntegerField(verbose_name='号')),
                ('hash', models.CharField(blank=True, max_length=64, verbose_name='校验')),
                ('ok', models.BooleanField(verbose_name='通过')),
                ('error', models.TextField(blank=True, verbose_name='错误')),
            ],
            options={
                'verbose_name': '留痕校验',
                'verbose_name_plural': '留痕校验',
                'ordering': ['-at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='AuditEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(db_index=True, verbose_name='时间')),
                ('kind', models.CharField(choices=[('login', '登录'), ('login_failed', '登录失败'), ('logout', '退出'), ('refused', '拒绝访问'), ('roles', '改角色'), ('disabled', '停用'), ('handed_on', '交接'), ('enabled', '启用'), ('unlocked', '解锁'), ('sessions', '结束登录'), ('link', '一次性链接'), ('password', '改密码'), ('read', '读取'), ('revealed', '查看全号'), ('exported', '导出'), ('downloaded', '下载'), ('created', '新增'), ('changed', '修改'), ('deleted', '删除'), ('baseline', '底数核定'), ('forgotten', '到期清理'), ('rekeyed', '更换密钥'), ('copied', '个人信息副本'), ('erased', '个人信息删除')], max_length=16, verbose_name='事件')),
                ('who', models.CharField(blank=True, max_length=150, verbose_name='账号')),
                ('what', models.CharField(blank=True, max_length=200, verbose_name='对象')),
                ('address', models.GenericIPAddressField(null=True, verbose_name='来源地址')),
                ('request_id', models.CharField(blank=True, max_length=36, verbose_name='请求号')),
                ('table', models.CharField(blank=True, max_length=63, verbose_name='表')),
                ('row', models.BigIntegerField(null=True, verbose_name='行')),
                ('event', models.BigIntegerField(null=True, verbose_name='历史行')),
                ('digest', models.CharField(blank=True, max_length=64, verbose_name='摘要')),
            ],
            options={
                'verbose_name': '审计事件',
                'verbose_name_plural': '审计事件',
                'ordering': ['-at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='AuditNoise',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='时间')),
                ('what', models.CharField(choices=[('link', '猜确认链接'), ('login', '无效的登录')], max_length=16, verbose_name='事件')),
                ('address', models.GenericIPAddressField(verbose_name='来源地址')),
                ('times', models.PositiveIntegerField(verbose_name='次数')),
            ],
            options={
                'verbose_name': '匿名计数',
                'verbose_name_plural': '匿名计数',
                'ordering': ['-at', 'what', 'address'],
            },
        ),
        migrations.CreateModel(
            name='AuditSeal',
            fields=[
                ('number', models.BigAutoField(primary_key=True, serialize=False, verbose_name='号')),
                ('hash', models.CharField(max_length=64, verbose_name='校验')),
            ],
            options={
                'verbose_name': '审计链',
                'verbose_name_plural': '审计链',
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='BackupProof',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='时间')),
                ('seconds', models.FloatField(verbose_name='用时（秒）')),
                ('bytes', models.BigIntegerField(default=0, verbose_name='字节数')),
                ('tables', models.PositiveIntegerField(default=0, verbose_name='表数')),
                ('rows', models.BigIntegerField(default=0, verbose_name='行数')),
                ('ok', models.BooleanField(verbose_name='通过')),
                ('error', models.TextField(blank=True, verbose_name='错误')),
            ],
            options={
                'verbose_name': '备份验证',
                'verbose_name_plural': '备份验证',
                'ordering': ['-at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='CalendarYear',
            fields=[
                ('year', models.PositiveSmallIntegerField(primary_key=True, serialize=False, verbose_name='年份')),
                ('source', models.CharField(max_length=80, verbose_name='来源')),
            ],
            options={
                'verbose_name': '日历年',
                'verbose_name_plural': '日历年',
            },
        ),
        migrations.CreateModel(
            name='Cluster',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(unique=True, verbose_name='标识')),
                ('name', models.CharField(max_length=60, verbose_name='产业高地')),
                ('ambition', models.CharField(blank=True, max_length=60, verbose_name='定位')),
                ('lead', models.CharField(blank=True, max_length=60, verbose_name='龙头')),
                ('supports', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), blank=True, default=list, size=None, verbose_name='依托')),
                ('fields', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), blank=True, default=list, size=None, verbose_name='领域')),
                ('rank', models.PositiveSmallIntegerField(default=100, verbose_name='排序')),
            ],
            options={
                'verbose_name': '产业高地',
                'verbose_name_plural': '产业高地',
                'ordering': ['rank', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel', models.CharField(choices=[('email', '邮件')], max_length=10, verbose_name='渠道')),
                ('address', models.CharField(max_length=120, verbose_name='地址')),
                ('subject', models.CharField(max_length=160, verbose_name='标题')),
                ('body', models.TextField(verbose_name='内容')),
                ('dedupe_key', models.CharField(max_length=120, unique=True, verbose_name='唯一键')),
                ('state', models.CharField(choices=[('owed', '待发'), ('claimed', '发送中'), ('sent', '已发'), ('uncertain', '存疑'), ('dead', '未送达'), ('dropped', '不再发送')], default='owed', max_length=10, verbose_name='状态')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='次数')),
                ('owed_at', models.DateTimeField(verbose_name='应发时间')),
                ('lease_until', models.DateTimeField(blank=True, null=True, verbose_name='占用至')),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='发出时间')),
                ('error', models.CharField(blank=True, max_length=300, verbose_name='错误')),
            ],
            options={
                'verbose_name': '外发消息',
                'verbose_name_plural': '外发消息',
                'ordering': ['-owed_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Department',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(unique=True, verbose_name='标识')),
                ('name', models.CharField(max_length=60, unique=True, verbose_name='部门')),
                ('rank', models.PositiveSmallIntegerField(default=100, verbose_name='排序')),
                ('is_example', models.BooleanField(default=False, verbose_name='示例')),
            ],
            options={
                'verbose_name': '部门',
                'verbose_name_plural': '部门',
                'ordering': ['rank', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Deputy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='提交号')),
                ('starts_on', models.DateField(verbose_name='开始')),
                ('ends_on', models.DateField(verbose_name='结束')),
                ('reason', models.CharField(max_length=60, verbose_name='事由')),
                ('entered_at', models.DateTimeField(verbose_name='登记时间')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='提前结束时间')),
            ],
            options={
                'verbose_name': '代理',
                'verbose_name_plural': '代理',
                'ordering': ['-starts_on', '-pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='DeputyEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='提交号')),
                ('starts_on', models.DateField(verbose_name='开始')),
                ('ends_on', models.DateField(verbose_name='结束')),
                ('reason', models.CharField(max_length=60, verbose_name='事由')),
                ('entered_at', models.DateTimeField(verbose_name='登记时间')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='提前结束时间')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Erasure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='提交号')),
                ('whose', models.CharField(choices=[('talent', '人才'), ('contact', '企业联系人'), ('user', '账号')], max_length=8, verbose_name='类别')),
                ('row', models.BigIntegerField(verbose_name='行')),
                ('reason', models.CharField(choices=[('purpose', '目的已实现或不再需要'), ('period', '保存期限已满'), ('withdrawn', '本人撤回同意'), ('asked', '本人要求删除'), ('unlawful', '违反法律或约定处理')], max_length=10, verbose_name='删除原因')),
                ('state', models.CharField(choices=[('asked', '等待决定'), ('approved', '已同意'), ('refused', '未同意'), ('withdrawn', '已撤回')], default='asked', max_length=10, verbose_name='状态')),
                ('asked_at', models.DateTimeField(verbose_name='申请时间')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='决定时间')),
            ],
            options={
                'verbose_name': '个人信息删除',
                'verbose_name_plural': '个人信息删除',
                'ordering': ['-asked_at', '-pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ErasureEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='提交号')),
                ('whose', models.CharField(choices=[('talent', '人才'), ('contact', '企业联系人'), ('user', '账号')], max_length=8, verbose_name='类别')),
                ('row', models.BigIntegerField(verbose_name='行')),
                ('reason', models.CharField(choices=[('purpose', '目的已实现或不再需要'), ('period', '保存期限已满'), ('withdrawn', '本人撤回同意'), ('asked', '本人要求删除'), ('unlawful', '违反法律或约定处理')], max_length=10, verbose_name='删除原因')),
                ('state', models.CharField(choices=[('asked', '等待决定'), ('approved', '已同意'), ('refused', '未同意'), ('withdrawn', '已撤回')], default='asked', max_length=10, verbose_name='状态')),
                ('asked_at', models.DateTimeField(verbose_name='申请时间')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='决定时间')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Heartbeat',
            fields=[
                ('name', models.CharField(max_length=20, primary_key=True, serialize=False, verbose_name='进程')),
                ('at', models.DateTimeField(verbose_name='时间')),
            ],
            options={
                'verbose_name': '心跳',
                'verbose_name_plural': '心跳',
            },
        ),
        migrations.CreateModel(
            name='IdentityKey',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField(default=1, verbose_name='密钥号')),
                ('fingerprint', models.CharField(max_length=64, verbose_name='密钥摘要')),
                ('since', models.DateTimeField(verbose_name='启用时间')),
            ],
            options={
                'verbose_name': '身份信息密钥',
                'verbose_name_plural': '身份信息密钥',
            },
        ),
        migrations.CreateModel(
            name='ImportBatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='提交号')),
                ('kind', models.CharField(max_length=20, verbose_name='种类')),
                ('state', models.CharField(choices=[('reading', '正在读取'), ('refused', '没有读懂'), ('read', '待写入'), ('writing', '正在写入'), ('written', '已写入'), ('undone', '已撤销'), ('dropped', '已放弃')], default='reading', max_length=10, verbose_name='状态')),
                ('name', models.CharField(max_length=160, verbose_name='原文件名')),
                ('file', models.FileField(blank=True, upload_to='imports/%Y/%m', verbose_name='文件')),
                ('sha256', models.CharField(max_length=64, verbose_name='校验')),
                ('read_as', models.JSONField(default=dict, verbose_name='怎样读的')),
                ('answers', models.JSONField(default=dict, verbose_name='认定')),
                ('is_partial', models.BooleanField(default=False, verbose_name='只写入正确的行')),
                ('total', models.PositiveIntegerField(default=0, verbose_name='行数')),
                ('new', models.PositiveIntegerField(default=0, verbose_name='新增')),
                ('changed', models.PositiveIntegerField(default=0, verbose_name='有变化')),
                ('same', models.PositiveIntegerField(default=0, verbose_name='没有变化')),
                ('asks', models.PositiveIntegerField(default=0, verbose_name='要你认定')),
                ('wrong', models.PositiveIntegerField(default=0, verbose_name='有错')),
                ('said', models.TextField(blank=True, verbose_name='说明')),
                ('created_at', models.DateTimeField(verbose_name='上传时间')),
                ('read_at', models.DateTimeField(null=True, verbose_name='读取时间')),
                ('written_at', models.DateTimeField(null=True, verbose_name='写入时间')),
                ('undone_at', models.DateTimeField(null=True, verbose_name='撤销时间')),
            ],
            options={
                'verbose_name': '导入批次',
                'verbose_name_plural': '导入批次',
                'ordering': ['-created_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='ImportRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='行号')),
                ('outcome', models.CharField(choices=[('new', '新增'), ('changed', '有变化'), ('same', '没有变化'), ('asked', '要你认定'), ('wrong', '有错')], max_length=8, verbose_name='结果')),
                ('label', models.CharField(blank=True, max_length=200, verbose_name='名称')),
                ('key', models.BigIntegerField(null=True, verbose_name='对应的行')),
                ('event', models.BigIntegerField(null=True, verbose_name='写入时的历史号')),
                ('before', core.sealed.columns.SealedJson(blank=True, default=dict, verbose_name='原值')),
                ('after', core.sealed.columns.SealedJson(blank=True, default=dict, verbose_name='新值')),
                ('said', models.JSONField(default=list, verbose_name='错误')),
                ('question', models.JSONField(default=dict, verbose_name='要认定的事')),
                ('undone', models.BooleanField(default=False, verbose_name='已退回')),
                ('left', models.CharField(blank=True, max_length=200, verbose_name='保持现状的原因')),
            ],
            options={
                'verbose_name': '导入的行',
                'verbose_name_plural': '导入的行',
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='Instance',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ('number', models.UUIDField(default=uuid.uuid4, verbose_name='编号')),
            ],
            options={
                'verbose_name': '实例',
                'verbose_name_plural': '实例',
            },
        ),
        migrations.CreateModel(
            name='Job',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='标识')),
                ('kind', models.CharField(max_length=20, verbose_name='类型')),
                ('state', models.CharField(choices=[('owed', '等待处理'), ('running', '正在处理'), ('done', '已完成'), ('failed', '没有完成'), ('cancelled', '已取消')], default='owed', max_length=10, verbose_name='状态')),
                ('asked', models.JSONField(default=dict, verbose_name='内容')),
                ('total', models.PositiveIntegerField(default=0, verbose_name='总数')),
                ('done', models.PositiveIntegerField(default=0, verbose_name='已处理')),
                ('wrong', models.PositiveIntegerField(default=0, verbose_name='有错')),
                ('tries', models.PositiveSmallIntegerField(default=0, verbose_name='次数')),
                ('claim', models.UUIDField(null=True, verbose_name='认领号')),
                ('is_to_stop', models.BooleanField(default=False, verbose_name='要求取消')),
                ('created_at', models.DateTimeField(verbose_name='提交时间')),
                ('started_at', models.DateTimeField(null=True, verbose_name='开始时间')),
                ('heartbeat_at', models.DateTimeField(null=True, verbose_name='最近动静')),
                ('ended_at', models.DateTimeField(null=True, verbose_name='结束时间')),
                ('said', models.TextField(blank=True, verbose_name='结果说明')),
                ('file', models.FileField(blank=True, upload_to='jobs/%Y/%m', verbose_name='文件')),
                ('name', models.CharField(blank=True, max_length=160, verbose_name='文件名')),
            ],
            options={
                'verbose_name': '后台任务',
                'verbose_name_plural': '后台任务',
                'ordering': ['-created_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=120, verbose_name='标题')),
                ('body', models.TextField(blank=True, verbose_name='内容')),
                ('url', models.CharField(blank=True, max_length=200, verbose_name='链接')),
                ('dedupe_key', models.CharField(max_length=120, unique=True, verbose_name='唯一键')),
                ('covers', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=120), blank=True, default=list, size=None, verbose_name='代替的通知')),
                ('created_at', models.DateTimeField(verbose_name='时间')),
                ('read_at', models.DateTimeField(blank=True, null=True, verbose_name='已读时间')),
            ],
            options={
                'verbose_name': '通知',
                'verbose_name_plural': '通知',
                'ordering': ['-created_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Park',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(unique=True, verbose_name='标识')),
                ('name', models.CharField(max_length=60, verbose_name='园区')),
                ('city', models.CharField(max_length=20, verbose_name='城市')),
                ('kind', models.CharField(choices=[('main', '主体'), ('enclave', '飞地')], max_length=10, verbose_name='类型')),
                ('partner', models.CharField(blank=True, max_length=60, verbose_name='合作方')),
                ('agreement', models.CharField(blank=True, max_length=60, verbose_name='协议')),
                ('delivery_on', models.DateField(blank=True, null=True, verbose_name='预计交付')),
                ('rank', models.PositiveSmallIntegerField(default=100, verbose_name='排序')),
            ],
            options={
                'verbose_name': '园区',
                'verbose_name_plural': '园区',
                'ordering': ['rank', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='PasswordLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('given_at', models.DateTimeField(verbose_name='生成时间')),
                ('used_at', models.DateTimeField(blank=True, null=True, verbose_name='使用时间')),
            ],
            options={
                'verbose_name': '一次性链接',
                'verbose_name_plural': '一次性链接',
                'ordering': ['-given_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Revision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('topic', models.CharField(max_length=20, verbose_name='主题')),
                ('shard', models.PositiveSmallIntegerField(verbose_name='分片')),
                ('stamp', models.BigIntegerField(verbose_name='修订号')),
            ],
            options={
                'verbose_name': '修订号',
                'verbose_name_plural': '修订号',
            },
        ),
        migrations.CreateModel(
            name='RoleRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('before', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('leader', '园区领导'), ('project_officer', '项目专员'), ('liaison', '驻企联络员'), ('handler', '部门经办'), ('talent_officer', '人才专员'), ('finance_officer', '金融专员'), ('bank', '银行'), ('auditor', '审计'), ('admin', '系统管理员'), ('security_admin', '安全管理员')], max_length=20), blank=True, default=list, size=None, verbose_name='原有角色')),
                ('wanted', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('leader', '园区领导'), ('project_officer', '项目专员'), ('liaison', '驻企联络员'), ('handler', '部门经办'), ('talent_officer', '人才专员'), ('finance_officer', '金融专员'), ('bank', '银行'), ('auditor', '审计'), ('admin', '系统管理员'), ('security_admin', '安全管理员')], max_length=20), blank=True, default=list, size=None, verbose_name='申请角色')),
                ('reason', models.CharField(max_length=200, verbose_name='理由')),
                ('state', models.CharField(choices=[('asked', '等待决定'), ('approved', '已同意'), ('refused', '未同意'), ('withdrawn', '已撤回')], default='asked', max_length=10, verbose_name='状态')),
                ('asked_at', models.DateTimeField(verbose_name='申请时间')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='决定时间')),
                ('word', models.CharField(blank=True, max_length=200, verbose_name='决定意见')),
            ],
            options={
                'verbose_name': '角色申请',
                'verbose_name_plural': '角色申请',
                'ordering': ['-asked_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='RoleRequestEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('before', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('leader', '园区领导'), ('project_officer', '项目专员'), ('liaison', '驻企联络员'), ('handler', '部门经办'), ('talent_officer', '人才专员'), ('finance_officer', '金融专员'), ('bank', '银行'), ('auditor', '审计'), ('admin', '系统管理员'), ('security_admin', '安全管理员')], max_length=20), blank=True, default=list, size=None, verbose_name='原有角色')),
                ('wanted', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('leader', '园区领导'), ('project_officer', '项目专员'), ('liaison', '驻企联络员'), ('handler', '部门经办'), ('talent_officer', '人才专员'), ('finance_officer', '金融专员'), ('bank', '银行'), ('auditor', '审计'), ('admin', '系统管理员'), ('security_admin', '安全管理员')], max_length=20), blank=True, default=list, size=None, verbose_name='申请角色')),
                ('reason', models.CharField(max_length=200, verbose_name='理由')),
                ('state', models.CharField(choices=[('asked', '等待决定'), ('approved', '已同意'), ('refused', '未同意'), ('withdrawn', '已撤回')], default='asked', max_length=10, verbose_name='状态')),
                ('asked_at', models.DateTimeField(verbose_name='申请时间')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='决定时间')),
                ('word', models.CharField(blank=True, max_length=200, verbose_name='决定意见')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Round',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('task', models.CharField(max_length=40, unique=True, verbose_name='任务')),
                ('seen', models.TextField(verbose_name='所见')),
            ],
            options={
                'verbose_name': '巡检',
                'verbose_name_plural': '巡检',
            },
        ),
        migrations.CreateModel(
            name='SavedView',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='提交号')),
                ('list_key', models.CharField(editable=False, max_length=20, verbose_name='清单')),
                ('name', models.CharField(max_length=20, verbose_name='名称')),
                ('query', models.CharField(blank=True, editable=False, max_length=2000, verbose_name='条件')),
                ('columns', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), default=list, editable=False, size=None, verbose_name='导出的列')),
                ('is_default', models.BooleanField(default=False, help_text='不带条件打开这份清单时，先看这个视图。只对自己有效。', verbose_name='设为默认')),
                ('saved_at', models.DateTimeField(editable=False, verbose_name='保存时间')),
            ],
            options={
                'verbose_name': '视图',
                'verbose_name_plural': '视图',
                'ordering': ['name', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SavedViewEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='提交号')),
                ('list_key', models.CharField(editable=False, max_length=20, verbose_name='清单')),
                ('name', models.CharField(max_length=20, verbose_name='名称')),
                ('query', models.CharField(blank=True, editable=False, max_length=2000, verbose_name='条件')),
                ('columns', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), default=list, editable=False, size=None, verbose_name='导出的列')),
                ('is_default', models.BooleanField(default=False, help_text='不带条件打开这份清单时，先看这个视图。只对自己有效。', verbose_name='设为默认')),
                ('saved_at', models.DateTimeField(editable=False, verbose_name='保存时间')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='UserEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('username', models.CharField(error_messages={'unique': 'A user with that username already exists.'}, help_text='Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.', max_length=150, validators=[django.contrib.auth.validators.UnicodeUsernameValidator()], verbose_name='username')),
                ('first_name', models.CharField(blank=True, max_length=150, verbose_name='first name')),
                ('last_name', models.CharField(blank=True, max_length=150, verbose_name='last name')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='email address')),
                ('is_staff', models.BooleanField(default=False, help_text='Designates whether the user can log into this admin site.', verbose_name='staff status')),
                ('is_active', models.BooleanField(default=True, help_text='Designates whether this user should be treated as active. Unselect this instead of deleting accounts.', verbose_name='active')),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='date joined')),
                ('erased_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='个人信息删除时间')),
                ('name', models.CharField(max_length=40, verbose_name='姓名')),
                ('reading', models.CharField(blank=True, help_text='姓名容易读错时写拼音，每个字之间空一格；按它排序。', max_length=80, verbose_name='姓名读音')),
                ('phone', core.sealed.columns.TelephoneColumn(blank=True, max_length=20, verbose_name='电话')),
                ('roles', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('leader', '园区领导'), ('project_officer', '项目专员'), ('liaison', '驻企联络员'), ('handler', '部门经办'), ('talent_officer', '人才专员'), ('finance_officer', '金融专员'), ('bank', '银行'), ('auditor', '审计'), ('admin', '系统管理员'), ('security_admin', '安全管理员')], max_length=20), blank=True, default=list, size=None, verbose_name='角色')),
                ('is_example', models.BooleanField(default=False, help_text='演示账号，只能在演示模式登录。', verbose_name='示例')),
                ('brief_by_mail', models.BooleanField(default=False, verbose_name='每周通报发到邮箱')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Workday',
            fields=[
                ('on', models.DateField(primary_key=True, serialize=False, verbose_name='日期')),
                ('is_working', models.BooleanField(verbose_name='上班')),
                ('name', models.CharField(blank=True, max_length=40, verbose_name='名称')),
            ],
            options={
                'verbose_name': '节假日与调休',
                'verbose_name_plural': '节假日与调休',
                'ordering': ['on'],
            },
        ),
        migrations.CreateModel(
            name='TrailContext',
            fields=[
            ],
            options={
                'verbose_name': '操作背景',
                'verbose_name_plural': '操作背景',
                'proxy': True,
                'indexes': [],
                'constraints': [],
            },
            bases=('pghistory.context',),
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('username', models.CharField(error_messages={'unique': 'A user with that username already exists.'}, help_text='Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.', max_length=150, unique=True, validators=[django.contrib.auth.validators.UnicodeUsernameValidator()], verbose_name='username')),
                ('first_name', models.CharField(blank=True, max_length=150, verbose_name='first name')),
                ('last_name', models.CharField(blank=True, max_length=150, verbose_name='last name')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='email address')),
                ('is_staff', models.BooleanField(default=False, help_text='Designates whether the user can log into this admin site.', verbose_name='staff status')),
                ('is_active', models.BooleanField(default=True, help_text='Designates whether this user should be treated as active. Unselect this instead of deleting accounts.', verbose_name='active')),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='date joined')),
                ('erased_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='个人信息删除时间')),
                ('client_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='提交号')),
                ('name', models.CharField(max_length=40, verbose_name='姓名')),
                ('reading', models.CharField(blank=True, help_text='姓名容易读错时写拼音，每个字之间空一格；按它排序。', max_length=80, verbose_name='姓名读音')),
                ('pinyin', models.CharField(blank=True, editable=False, max_length=120)),
                ('phone', core.sealed.columns.TelephoneColumn(blank=True, max_length=20, verbose_name='电话')),
                ('roles', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('leader', '园区领导'), ('project_officer', '项目专员'), ('liaison', '驻企联络员'), ('handler', '部门经办'), ('talent_officer', '人才专员'), ('finance_officer', '金融专员'), ('bank', '银行'), ('auditor', '审计'), ('admin', '系统管理员'), ('security_admin', '安全管理员')], max_length=20), blank=True, default=list, size=None, verbose_name='角色')),
                ('is_example', models.BooleanField(default=False, help_text='演示账号，只能在演示模式登录。', verbose_name='示例')),
                ('brief_by_mail', models.BooleanField(default=False, verbose_name='每周通报发到邮箱')),
                ('sessions_ended', models.PositiveIntegerField(default=0, editable=False, verbose_name='结束登录次数')),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'verbose_name': '用户',
                'verbose_name_plural': '用户',
                'ordering': ['username'],
                'abstract': False,
            },
            managers=[
                ('objects', core.models.people.ZoneUserManager()),
            ],
        ),
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='标识')),
                ('file', models.FileField(upload_to=core.models.office.stored_at, verbose_name='文件')),
                ('name', models.CharField(max_length=160, verbose_name='原文件名')),
                ('kind', models.CharField(choices=[('picture', '图片'), ('pdf', 'PDF'), ('docx', 'Word'), ('xlsx', 'Excel'), ('doc', 'Word（旧版）'), ('xls', 'Excel（旧版）')], default='picture', max_length=8, verbose_name='类型')),
                ('sha256', models.CharField(max_length=64, verbose_name='校验')),
                ('uploaded_at', models.DateTimeField(verbose_name='上传时间')),
                ('removed_at', models.DateTimeField(blank=True, null=True, verbose_name='撤下时间')),
                ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='上传人')),
            ],
            options={
                'verbose_name': '附件',
                'verbose_name_plural': '附件',
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='auditcheck',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='601df18d3dd49ddda3c60e74fb064c179dbd191b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3aed4', table='core_auditcheck', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='auditcheck',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='9d80b68d0f00f413f31f793a93a17e531adce4ee', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_098a9', table='core_auditcheck', when='BEFORE')),
        ),
        migrations.AddField(
            model_name='auditevent',
            name='user',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='用户'),
        ),
        migrations.AddConstraint(
            model_name='auditnoise',
            constraint=models.UniqueConstraint(fields=('at', 'what', 'address'), name='noise_once'),
        ),
        migrations.AddField(
            model_name='auditseal',
            name='event',
            field=models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='seal', to='core.auditevent', verbose_name='事件'),
        ),
        migrations.AddIndex(
            model_name='backupproof',
            index=models.Index(fields=['ok', 'at'], name='backup_proof_latest'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='calendaryear',
            trigger=pgtrigger.compiler.Trigger(name='bumps_calendar', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('calendar', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='6631f0fff4c80e482cd0dd5f4fb91ce35ed2692d', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_calendar_cd5ce', table='core_calendaryear', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='cluster',
            trigger=pgtrigger.compiler.Trigger(name='bumps_places', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('places', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='21fb964010c4e3b82289353e4b3a5a57d07bbda8', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_places_fc306', table='core_cluster', when='AFTER')),
        ),
        migrations.AddField(
            model_name='delivery',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to=settings.AUTH_USER_MODEL, verbose_name='收件人'),
        ),
        migrations.AddConstraint(
            model_name='department',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower(models.Func(models.Func('name', output_field=models.TextField(), template='normalize(%(expressions)s, NFKC)'), output_field=models.TextField(), template="regexp_replace(%(expressions)s, '[\\s\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\u0001-\\u0008\\u000e-\\u001f\\u007f-\\u0084\\u0086-\\u009f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b\\u200c\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u2800\\u3164\\ufeff\\uffa0\\ufff0-\\ufffb\\ufffe\\uffff\\ufdd0-\\ufdef\\u200d\\U0001d173-\\U0001d17a\\U0001bca0-\\U0001bca3\\U000e0000-\\U000e001f\\U000e0080-\\U000e00ff\\U000e0020-\\U000e007f\\ufe00-\\ufe0f\\U000e0100-\\U000e01ef]', '', 'g')")), name='department_name_as_seen'),
        ),
        migrations.AddField(
            model_name='user',
            name='department',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='people', to='core.department', verbose_name='部门'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='department',
            trigger=pgtrigger.compiler.Trigger(name='bumps_people', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('people', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='927dff240e1241cab202d6a878e4d844422048dc', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_people_d10a1', table='core_department', when='AFTER')),
        ),
        migrations.AddField(
            model_name='deputy',
            name='deputy',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stands_in', to=settings.AUTH_USER_MODEL, verbose_name='代理人'),
        ),
        migrations.AddField(
            model_name='deputy',
            name='ended_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提前结束人'),
        ),
        migrations.AddField(
            model_name='deputy',
            name='entered_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人'),
        ),
        migrations.AddField(
            model_name='deputy',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deputies', to=settings.AUTH_USER_MODEL, verbose_name='本人'),
        ),
        migrations.AddField(
            model_name='deputyevent',
            name='deputy',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='代理人'),
        ),
        migrations.AddField(
            model_name='deputyevent',
            name='ended_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提前结束人'),
        ),
        migrations.AddField(
            model_name='deputyevent',
            name='entered_by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人'),
        ),
        migrations.AddField(
            model_name='deputyevent',
            name='person',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='本人'),
        ),
        migrations.AddField(
            model_name='deputyevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='deputyevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='core.deputy'),
        ),
        migrations.AddField(
            model_name='erasure',
            name='asked_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='申请人'),
        ),
        migrations.AddField(
            model_name='erasure',
            name='decided_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='决定人'),
        ),
        migrations.AddField(
            model_name='erasureevent',
            name='asked_by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='申请人'),
        ),
        migrations.AddField(
            model_name='erasureevent',
            name='decided_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='决定人'),
        ),
        migrations.AddField(
            model_name='erasureevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='erasureevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='core.erasure'),
        ),
        migrations.AddConstraint(
            model_name='identitykey',
            constraint=models.CheckConstraint(condition=models.Q(('pk', 1)), name='identity_key_is_one'),
        ),
        migrations.AddField(
            model_name='importbatch',
            name='by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='导入人'),
        ),
        migrations.AddField(
            model_name='importbatch',
            name='undone_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='撤销人'),
        ),
        migrations.AddField(
            model_name='importrow',
            name='batch',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='core.importbatch'),
        ),
        migrations.AddConstraint(
            model_name='instance',
            constraint=models.CheckConstraint(condition=models.Q(('pk', 1)), name='instance_is_one'),
        ),
        migrations.AddField(
            model_name='job',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='申请人'),
        ),
        migrations.AddField(
            model_name='importbatch',
            name='job',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='core.job'),
        ),
        migrations.AddField(
            model_name='notice',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to=settings.AUTH_USER_MODEL, verbose_name='收件人'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='park',
            trigger=pgtrigger.compiler.Trigger(name='bumps_places', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('places', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='e191e1fc2a289eb2aeafc9d2eb391fe1bdde8ae5', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_places_0cc27', table='core_park', when='AFTER')),
        ),
        migrations.AddField(
            model_name='passwordlink',
            name='given_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='生成人'),
        ),
        migrations.AddField(
            model_name='passwordlink',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='password_links', to=settings.AUTH_USER_MODEL, verbose_name='账号'),
        ),
        migrations.AddConstraint(
            model_name='revision',
            constraint=models.UniqueConstraint(fields=('topic', 'shard'), name='revision_once'),
        ),
        migrations.AddField(
            model_name='rolerequest',
            name='asked_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='申请人'),
        ),
        migrations.AddField(
            model_name='rolerequest',
            name='decided_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='决定人'),
        ),
        migrations.AddField(
            model_name='rolerequest',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='role_requests', to=settings.AUTH_USER_MODEL, verbose_name='账号'),
        ),
        migrations.AddField(
            model_name='rolerequestevent',
            name='asked_by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='申请人'),
        ),
        migrations.AddField(
            model_name='rolerequestevent',
            name='decided_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='决定人'),
        ),
        migrations.AddField(
            model_name='rolerequestevent',
            name='person',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='账号'),
        ),
        migrations.AddField(
            model_name='rolerequestevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='rolerequestevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='core.rolerequest'),
        ),
        migrations.AddField(
            model_name='savedview',
            name='by',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='saved_views', to=settings.AUTH_USER_MODEL, verbose_name='保存人'),
        ),
        migrations.AddField(
            model_name='savedview',
            name='department',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.department', verbose_name='共享给'),
        ),
        migrations.AddField(
            model_name='savedviewevent',
            name='by',
            field=models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='保存人'),
        ),
        migrations.AddField(
            model_name='savedviewevent',
            name='department',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='core.department', verbose_name='共享给'),
        ),
        migrations.AddField(
            model_name='savedviewevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='savedviewevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='core.savedview'),
        ),
        migrations.AddField(
            model_name='userevent',
            name='department',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='core.department', verbose_name='部门'),
        ),
        migrations.AddField(
            model_name='userevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='userevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to=settings.AUTH_USER_MODEL),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='workday',
            trigger=pgtrigger.compiler.Trigger(name='bumps_calendar', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('calendar', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='fe43b4a971822624787363b9a1e188f357cb55e5', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_calendar_0f3bb', table='core_workday', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trailcontext',
            trigger=pgtrigger.compiler.Trigger(name='written_once', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF NEW.metadata = OLD.metadata THEN RETURN NULL; END IF;\n                    IF OLD.created_at = now() THEN RETURN NEW; END IF;\n                    RAISE EXCEPTION 'pgtrigger: the context of an event is not changed afterwards';\n                ", hash='462a315bd3ad3c30f08c53e29f37b6369f2cc68b', operation='UPDATE', pgid='pgtrigger_written_once_dc328', table='pghistory_context', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trailcontext',
            trigger=pgtrigger.compiler.Trigger(name='kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='90bf4a5eb93c735730e9915d8772adbfe974b951', operation='DELETE', pgid='pgtrigger_kept_d1ac5', table='pghistory_context', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='trailcontext',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='ded9d3a3de2f99d17356ecd7e23bf2768ca0651f', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_ee94d', table='pghistory_context', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='auditevent',
            index=models.Index(fields=['user', 'at'], name='audit_by_person'),
        ),
        migrations.AddIndex(
            model_name='auditevent',
            index=models.Index(condition=models.Q(('table', ''), _negated=True), fields=['table', 'row'], name='audit_by_row'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='auditevent',
            trigger=pgtrigger.compiler.Trigger(name='unchanged', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='b3063128c075329abac0b0f2ac3ae56f72f5aa4e', operation='UPDATE', pgid='pgtrigger_unchanged_0cc6e', table='core_auditevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='auditevent',
            trigger=pgtrigger.compiler.Trigger(name='kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                IF OLD.at < now() - interval '6 months' THEN RETURN OLD; END IF;\n                RAISE EXCEPTION 'pgtrigger: a line of the audit trail is kept for 6 months';\n            ", hash='169117fc17619f8817d8e2aa2efbf78399368e8f', operation='DELETE', pgid='pgtrigger_kept_0a4c0', table='core_auditevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='auditevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='f78f28cc2701d8f34ff27bd4bb36f4db91f47cd3', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_9b062', table='core_auditevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='auditevent',
            trigger=pgtrigger.compiler.Trigger(name='forgets', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."kind" = \'forgotten\')', func='\n    DELETE FROM core_auditevent e USING core_auditseal s WHERE s.event_id = e.id AND s.number <= NEW."row";\n    DELETE FROM core_auditseal s WHERE s.number < NEW."row";\n    RETURN NULL;\n', hash='933bc261986b5b858ac0c100df1440891af3dce6', operation='INSERT', pgid='pgtrigger_forgets_5136b', table='core_auditevent', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='auditevent',
            trigger=pgtrigger.compiler.Trigger(name='seals', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', declare='DECLARE last_number BIGINT; last_hash TEXT;', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    PERFORM pg_advisory_xact_lock(113314);\n    SELECT s.number, s.hash INTO last_number, last_hash FROM core_auditseal s ORDER BY s.number DESC LIMIT 1;\n    last_number := coalesce(last_number, 0) + 1;\n    INSERT INTO core_auditseal (number, event_id, hash)\n    SELECT last_number, e.id, encode(sha256(convert_to(coalesce(last_hash, \'\') || jsonb_build_array(\n    e.id, e.at, e.kind, e.user_id, e.who, e.what, e.address, e.request_id, e."table", e."row", e.event, e.digest\n)::text, \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e;\n    PERFORM setval(\n        pg_get_serial_sequence(\'core_auditseal\', \'number\'),\n        (last_number << 32) | (pg_current_xact_id()::text::bigint & 4294967295)\n    );\n    RETURN NULL;\n', hash='9929153a743b2123ccd60119119e406905ef0bfb', operation='INSERT', pgid='pgtrigger_seals_97ce9', table='core_auditevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='auditseal',
            trigger=pgtrigger.compiler.Trigger(name='unchanged', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='a6e118c986062c0ca894ec58823e5d5e2b4cf941', operation='UPDATE', pgid='pgtrigger_unchanged_6f704', table='core_auditseal', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='auditseal',
            trigger=pgtrigger.compiler.Trigger(name='kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                IF NOT EXISTS (SELECT FROM core_auditevent e WHERE e.id = OLD.event_id) THEN RETURN OLD; END IF;\n                RAISE EXCEPTION 'pgtrigger: a line of the audit trail is kept for 6 months';\n            ", hash='33d4a99215a87133061a7af6332b02bd0c97becb', operation='DELETE', pgid='pgtrigger_kept_3b167', table='core_auditseal', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='auditseal',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='73d79db06f68b02bf407a1b6fd04c11a5e1b2224', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_22739', table='core_auditseal', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(condition=models.Q(('state__in', ('owed', 'uncertain'))), fields=['owed_at', 'id'], name='delivery_waiting'),
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(condition=models.Q(('state', 'claimed')), fields=['lease_until'], name='delivery_claimed'),
        ),
        migrations.AddIndex(
            model_name='user',
            index=django.contrib.postgres.indexes.GinIndex(models.Func(models.Func(models.F('phone'), models.Value('.'), models.Value(2), function='split_part', output_field=models.TextField()), models.Value(' '), function='string_to_array', output_field=django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)), fastupdate=False, name='user_phone_found'),
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.CheckConstraint(condition=models.Q(('roles__contains', ['admin', 'security_admin']), _negated=True), name='user_not_admin_and_security_admin', violation_error_message='系统管理员、安全管理员、审计须由不同的人担任。'),
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.CheckConstraint(condition=models.Q(('roles__contains', ['admin', 'auditor']), _negated=True), name='user_not_admin_and_auditor', violation_error_message='系统管理员、安全管理员、审计须由不同的人担任。'),
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.CheckConstraint(condition=models.Q(('roles__contains', ['security_admin', 'auditor']), _negated=True), name='user_not_security_admin_and_auditor', violation_error_message='系统管理员、安全管理员、审计须由不同的人担任。'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='user',
            trigger=pgtrigger.compiler.Trigger(name='bumps_people', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('people', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='1ae2c0333733e1036c8238b47d75b15307e43986', level='STATEMENT', operation='INSERT OR UPDATE OF "username", "name", "pinyin", "department_id", "roles", "is_active" OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_people_ef0d5', table='core_user', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='user',
            trigger=pgtrigger.compiler.Trigger(name='sealed', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF NEW.phone <> '' AND NOT EXISTS (\n        SELECT FROM core_identitykey WHERE number::text = split_part(NEW.phone, ':', 1)\n    ) THEN RAISE EXCEPTION 'pgtrigger: phone is not sealed under the key of the data'; END IF;\n RETURN NEW;", hash='5da9e739f12e97c5c8216256a5860f41592f5251', operation='INSERT OR UPDATE OF "phone"', pgid='pgtrigger_sealed_7c109', table='core_user', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='user',
            trigger=pgtrigger.compiler.Trigger(name='erases', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."erased_at" IS NOT NULL OR OLD."erased_at" IS NOT NULL)', declare='DECLARE ignored text;', func='\n    IF OLD.erased_at IS NOT NULL THEN\n        IF NEW.erased_at IS DISTINCT FROM OLD.erased_at OR (NEW.phone, NEW.email, NEW.reading, NEW.first_name, NEW.last_name) IS DISTINCT FROM (OLD.phone, OLD.email, OLD.reading, OLD.first_name, OLD.last_name) THEN\n            RAISE EXCEPTION \'pgtrigger: the personal data of this row was erased\';\n        END IF;\n        RETURN NULL;\n    END IF;\n    IF NOT EXISTS (SELECT FROM core_erasure e WHERE e.whose = \'user\' AND e."row" = NEW.id AND e.state = \'approved\')\n    THEN RAISE EXCEPTION \'pgtrigger: two people have to agree before personal data is erased\'; END IF;\n    ignored := coalesce(nullif(current_setting(\'pgtrigger.ignore\', true), \'\'), \'{}\');\n    PERFORM set_config(\'pgtrigger.ignore\', (\n        SELECT array_agg(t.tgname)::text FROM pg_trigger t\n        WHERE t.tgrelid IN (\'core_userevent\'::regclass) AND t.tgname LIKE \'pgtrigger_append_only_%\'\n    ), true);\n    UPDATE core_userevent SET phone = CASE WHEN phone <> \'\' THEN NEW.phone ELSE phone END, email = CASE WHEN email <> \'\' THEN NEW.email ELSE email END, reading = CASE WHEN reading <> \'\' THEN NEW.reading ELSE reading END, first_name = CASE WHEN first_name <> \'\' THEN NEW.first_name ELSE first_name END, last_name = CASE WHEN last_name <> \'\' THEN NEW.last_name ELSE last_name END WHERE pgh_obj_id = NEW.id;\n    PERFORM set_config(\'pgtrigger.ignore\', ignored, true);\n    RETURN NULL;\n', hash='fe008669fc2c78fe0a80bcc72c4c15bd0cc37e08', operation='UPDATE', pgid='pgtrigger_erases_1dbc7', table='core_user', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='user',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "core_userevent" ("brief_by_mail", "date_joined", "department_id", "email", "erased_at", "first_name", "id", "is_active", "is_example", "is_staff", "is_superuser", "last_name", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "reading", "roles", "username") VALUES (NEW."brief_by_mail", NEW."date_joined", NEW."department_id", NEW."email", NEW."erased_at", NEW."first_name", NEW."id", NEW."is_active", NEW."is_example", NEW."is_staff", NEW."is_superuser", NEW."last_name", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phone", NEW."reading", NEW."roles", NEW."username"); RETURN NULL;', hash='c09c1544c3345c8dde6aa603ff1ff7b7ee31cd02', operation='INSERT', pgid='pgtrigger_insert_insert_45de6', table='core_user', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='user',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."brief_by_mail" IS DISTINCT FROM (NEW."brief_by_mail") OR OLD."date_joined" IS DISTINCT FROM (NEW."date_joined") OR OLD."department_id" IS DISTINCT FROM (NEW."department_id") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."erased_at" IS DISTINCT FROM (NEW."erased_at") OR OLD."first_name" IS DISTINCT FROM (NEW."first_name") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."is_example" IS DISTINCT FROM (NEW."is_example") OR OLD."is_staff" IS DISTINCT FROM (NEW."is_staff") OR OLD."is_superuser" IS DISTINCT FROM (NEW."is_superuser") OR OLD."last_name" IS DISTINCT FROM (NEW."last_name") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."phone" IS DISTINCT FROM (NEW."phone") OR OLD."reading" IS DISTINCT FROM (NEW."reading") OR OLD."roles" IS DISTINCT FROM (NEW."roles") OR OLD."username" IS DISTINCT FROM (NEW."username"))', func='INSERT INTO "core_userevent" ("brief_by_mail", "date_joined", "department_id", "email", "erased_at", "first_name", "id", "is_active", "is_example", "is_staff", "is_superuser", "last_name", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "reading", "roles", "username") VALUES (NEW."brief_by_mail", NEW."date_joined", NEW."department_id", NEW."email", NEW."erased_at", NEW."first_name", NEW."id", NEW."is_active", NEW."is_example", NEW."is_staff", NEW."is_superuser", NEW."last_name", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phone", NEW."reading", NEW."roles", NEW."username"); RETURN NULL;', hash='1c5a1ce314be9f9c48fcc2fd7a305ac5eb28eec2', operation='UPDATE', pgid='pgtrigger_update_update_6ccff', table='core_user', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='user',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "core_userevent" ("brief_by_mail", "date_joined", "department_id", "email", "erased_at", "first_name", "id", "is_active", "is_example", "is_staff", "is_superuser", "last_name", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "reading", "roles", "username") VALUES (OLD."brief_by_mail", OLD."date_joined", OLD."department_id", OLD."email", OLD."erased_at", OLD."first_name", OLD."id", OLD."is_active", OLD."is_example", OLD."is_staff", OLD."is_superuser", OLD."last_name", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."phone", OLD."reading", OLD."roles", OLD."username"); RETURN NULL;', hash='2e292f439db435caf07f6c75f6f4eba717323b66', operation='DELETE', pgid='pgtrigger_delete_delete_1425a', table='core_user', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='deputy',
            constraint=models.CheckConstraint(condition=models.Q(('person', models.F('deputy')), _negated=True), name='deputy_is_another'),
        ),
        migrations.AddConstraint(
            model_name='deputy',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='deputy_dates'),
        ),
        migrations.AddConstraint(
            model_name='deputy',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('ended_by__isnull', True)), models.Q(('ended_at__isnull', False), ('ended_by__isnull', False)), _connector='OR'), name='deputy_ended_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='deputy',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('ended_at__isnull', True)), expressions=[(models.Func('person', 'person', models.Value('[]'), function='int8range', output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField()), '&&'), (models.Func('starts_on', 'ends_on', models.Value('[]'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='deputy_one_a_day'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='deputy',
            trigger=pgtrigger.compiler.Trigger(name='bumps_people', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('people', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='56941750f2203dcfbd9f4d9f6ef83edc82237f4c', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_people_8c838', table='core_deputy', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='deputy',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "core_deputyevent" ("client_id", "deputy_id", "ended_at", "ended_by_id", "ends_on", "entered_at", "entered_by_id", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "starts_on") VALUES (NEW."client_id", NEW."deputy_id", NEW."ended_at", NEW."ended_by_id", NEW."ends_on", NEW."entered_at", NEW."entered_by_id", NEW."id", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."starts_on"); RETURN NULL;', hash='44bd5aae545c4f2f7d5aef7d966c6fe0c7719ed4', operation='INSERT', pgid='pgtrigger_insert_insert_0495b', table='core_deputy', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='deputy',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "core_deputyevent" ("client_id", "deputy_id", "ended_at", "ended_by_id", "ends_on", "entered_at", "entered_by_id", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "starts_on") VALUES (NEW."client_id", NEW."deputy_id", NEW."ended_at", NEW."ended_by_id", NEW."ends_on", NEW."entered_at", NEW."entered_by_id", NEW."id", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."starts_on"); RETURN NULL;', hash='03f2846ab9e77ab85a9d71750f45f1b36a76b5a4', operation='UPDATE', pgid='pgtrigger_update_update_e10bf', table='core_deputy', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='deputy',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "core_deputyevent" ("client_id", "deputy_id", "ended_at", "ended_by_id", "ends_on", "entered_at", "entered_by_id", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "starts_on") VALUES (OLD."client_id", OLD."deputy_id", OLD."ended_at", OLD."ended_by_id", OLD."ends_on", OLD."entered_at", OLD."entered_by_id", OLD."id", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."starts_on"); RETURN NULL;', hash='47a6b390ce97b929ec319657ab1efc15a409581d', operation='DELETE', pgid='pgtrigger_delete_delete_fa3d9', table='core_deputy', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='deputy',
            trigger=pgtrigger.compiler.Trigger(name='here_person', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE here boolean;', func="\n    IF TG_OP = 'UPDATE' AND NEW.person_id IS NOT DISTINCT FROM OLD.person_id THEN RETURN NEW; END IF;\n    SELECT is_active INTO here FROM core_user WHERE id = NEW.person_id FOR KEY SHARE;\n    IF NOT here THEN\n        RAISE EXCEPTION 'has left: core_user %', NEW.person_id\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'has_left';\n    END IF;\n    RETURN NEW;\n", hash='7884c84d55f25355f426be1053e555e5466937e2', operation='INSERT OR UPDATE OF "person_id"', pgid='pgtrigger_here_person_eb48c', table='core_deputy', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='deputy',
            trigger=pgtrigger.compiler.Trigger(name='here_deputy', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE here boolean;', func="\n    IF TG_OP = 'UPDATE' AND NEW.deputy_id IS NOT DISTINCT FROM OLD.deputy_id THEN RETURN NEW; END IF;\n    SELECT is_active INTO here FROM core_user WHERE id = NEW.deputy_id FOR KEY SHARE;\n    IF NOT here THEN\n        RAISE EXCEPTION 'has left: core_user %', NEW.deputy_id\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'has_left';\n    END IF;\n    RETURN NEW;\n", hash='86871a0201586174792453853e80d3cd91b6aa1e', operation='INSERT OR UPDATE OF "deputy_id"', pgid='pgtrigger_here_deputy_51551', table='core_deputy', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='deputyevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'core_deputy\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='7e0016052b5b9feca7616c3e44c44e1af932a6f9', operation='INSERT', pgid='pgtrigger_writes_trail_dd21f', table='core_deputyevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='deputyevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='9c699b844c19c12a1f734b1491acba9154ff082b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_31de7', table='core_deputyevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='deputyevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='b0901def61b87a9bf15ad3aa4854eae0b26ce315', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_9b7ba', table='core_deputyevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='erasure',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'asked')), fields=('whose', 'row'), name='erasure_one_open'),
        ),
        migrations.AddConstraint(
            model_name='erasure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True), ('state', 'asked')), models.Q(('decided_at__isnull', False), ('decided_by', models.F('asked_by')), ('state', 'withdrawn')), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('state__in', ('approved', 'refused')), models.Q(('decided_by', models.F('asked_by')), _negated=True), models.Q(('decided_by', models.F('row')), ('whose', 'user'), _negated=True)), _connector='OR'), name='erasure_by_two_people'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='erasure',
            trigger=pgtrigger.compiler.Trigger(name='bumps_people', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('people', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='6f3a50b5484119088543030be2a72d0104454148', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_people_3adc7', table='core_erasure', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='erasure',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "core_erasureevent" ("asked_at", "asked_by_id", "client_id", "decided_at", "decided_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "row", "state", "whose") VALUES (NEW."asked_at", NEW."asked_by_id", NEW."client_id", NEW."decided_at", NEW."decided_by_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."row", NEW."state", NEW."whose"); RETURN NULL;', hash='fb36f3519aa2f312baf277092f7424d19a08298a', operation='INSERT', pgid='pgtrigger_insert_insert_3e0c0', table='core_erasure', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='erasure',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "core_erasureevent" ("asked_at", "asked_by_id", "client_id", "decided_at", "decided_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "row", "state", "whose") VALUES (NEW."asked_at", NEW."asked_by_id", NEW."client_id", NEW."decided_at", NEW."decided_by_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."row", NEW."state", NEW."whose"); RETURN NULL;', hash='3060ed4d11a984dc86a05ca6dc84b465d59a4134', operation='UPDATE', pgid='pgtrigger_update_update_e1b55', table='core_erasure', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='erasure',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "core_erasureevent" ("asked_at", "asked_by_id", "client_id", "decided_at", "decided_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "row", "state", "whose") VALUES (OLD."asked_at", OLD."asked_by_id", OLD."client_id", OLD."decided_at", OLD."decided_by_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."row", OLD."state", OLD."whose"); RETURN NULL;', hash='a073cfcdd8dda429efc0c81acb9d913e34851e6d', operation='DELETE', pgid='pgtrigger_delete_delete_74161', table='core_erasure', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='erasureevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'core_erasure\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='41df02fdfcf0c0fd077736a72121d5758b096d7f', operation='INSERT', pgid='pgtrigger_writes_trail_55a77', table='core_erasureevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='erasureevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d5ed5ba2fec37f747694f1653d83187fc5190602', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_1e4b2', table='core_erasureevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='erasureevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='68f4dcc1f1c3a9035bfc706fa77760ae516e069e', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_e5707', table='core_erasureevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='importrow',
            index=models.Index(fields=['batch', 'outcome', 'number'], name='import_row_outcome'),
        ),
        migrations.AddConstraint(
            model_name='importrow',
            constraint=models.UniqueConstraint(fields=('batch', 'number'), name='import_row_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='importrow',
            trigger=pgtrigger.compiler.Trigger(name='sealed', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF NEW.before <> '' AND NOT EXISTS (\n        SELECT FROM core_identitykey WHERE number::text = split_part(NEW.before, ':', 1)\n    ) THEN RAISE EXCEPTION 'pgtrigger: before is not sealed under the key of the data'; END IF;\n\n\n    IF NEW.after <> '' AND NOT EXISTS (\n        SELECT FROM core_identitykey WHERE number::text = split_part(NEW.after, ':', 1)\n    ) THEN RAISE EXCEPTION 'pgtrigger: after is not sealed under the key of the data'; END IF;\n RETURN NEW;", hash='97c47b6331d78791a3782bf4a00c68866b7c4a08', operation='INSERT OR UPDATE OF "before", "after"', pgid='pgtrigger_sealed_e558e', table='core_importrow', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='job',
            index=models.Index(fields=['state', 'created_at'], name='job_owed'),
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(condition=models.Q(('read_at__isnull', True)), fields=['user'], name='notice_unread'),
        ),
        migrations.AddIndex(
            model_name='passwordlink',
            index=models.Index(fields=['person', '-id'], name='password_link_latest'),
        ),
        migrations.AddConstraint(
            model_name='rolerequest',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'asked')), fields=('person',), name='role_request_one_open'),
        ),
        migrations.AddConstraint(
            model_name='rolerequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True), ('state', 'asked')), models.Q(('decided_at__isnull', False), ('decided_by', models.F('asked_by')), ('state', 'withdrawn')), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('state__in', ('approved', 'refused')), models.Q(('decided_by', models.F('asked_by')), _negated=True), models.Q(('decided_by', models.F('person')), _negated=True)), _connector='OR'), name='role_request_by_two_people'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rolerequest',
            trigger=pgtrigger.compiler.Trigger(name='bumps_people', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('people', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='08867d7a30576eb84f90a4b9cefa29df328d90c6', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_people_31741', table='core_rolerequest', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rolerequest',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "core_rolerequestevent" ("asked_at", "asked_by_id", "before", "decided_at", "decided_by_id", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "state", "wanted", "word") VALUES (NEW."asked_at", NEW."asked_by_id", NEW."before", NEW."decided_at", NEW."decided_by_id", NEW."id", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."state", NEW."wanted", NEW."word"); RETURN NULL;', hash='af07036836869b2e43c0ad2521bd4010d9e0553d', operation='INSERT', pgid='pgtrigger_insert_insert_950a3', table='core_rolerequest', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rolerequest',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "core_rolerequestevent" ("asked_at", "asked_by_id", "before", "decided_at", "decided_by_id", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "state", "wanted", "word") VALUES (NEW."asked_at", NEW."asked_by_id", NEW."before", NEW."decided_at", NEW."decided_by_id", NEW."id", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."state", NEW."wanted", NEW."word"); RETURN NULL;', hash='c4461a1263af0fc7232a7e028aca07385bb5045b', operation='UPDATE', pgid='pgtrigger_update_update_80c96', table='core_rolerequest', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rolerequest',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "core_rolerequestevent" ("asked_at", "asked_by_id", "before", "decided_at", "decided_by_id", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "state", "wanted", "word") VALUES (OLD."asked_at", OLD."asked_by_id", OLD."before", OLD."decided_at", OLD."decided_by_id", OLD."id", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."state", OLD."wanted", OLD."word"); RETURN NULL;', hash='5fa918db2023a935607e4075dd15704e76f355cf', operation='DELETE', pgid='pgtrigger_delete_delete_d9d0c', table='core_rolerequest', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rolerequestevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'core_rolerequest\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='2da8de65e2056caf6f19d519c2a61c679f5476bd', operation='INSERT', pgid='pgtrigger_writes_trail_ff305', table='core_rolerequestevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rolerequestevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='f2989c4aef5c05f2d002e3133c8bad5e34f59f45', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_cb13a', table='core_rolerequestevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rolerequestevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='c0001b5512cfc2412262cde188e323105de2d394', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_53f26', table='core_rolerequestevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='savedview',
            constraint=models.UniqueConstraint(fields=('by', 'list_key', 'name'), name='saved_view_name_once'),
        ),
        migrations.AddConstraint(
            model_name='savedview',
            constraint=models.UniqueConstraint(condition=models.Q(('is_default', True)), fields=('by', 'list_key'), name='saved_view_one_default'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='savedview',
            trigger=pgtrigger.compiler.Trigger(name='bumps_saved_views', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    INSERT INTO core_revision (topic, shard, stamp)\n    VALUES ('saved_views', pg_backend_pid() % 16, nextval(pg_get_serial_sequence('core_revision', 'id')))\n    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;\n    RETURN NULL;\n", hash='8cc9a251dfa72fddc5f016f9309c243b255bb7c8', level='STATEMENT', operation='INSERT OR UPDATE OR DELETE OR TRUNCATE', pgid='pgtrigger_bumps_saved_views_bc226', table='core_savedview', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='savedview',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "core_savedviewevent" ("by_id", "client_id", "columns", "department_id", "id", "is_default", "list_key", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "query", "saved_at") VALUES (NEW."by_id", NEW."client_id", NEW."columns", NEW."department_id", NEW."id", NEW."is_default", NEW."list_key", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."query", NEW."saved_at"); RETURN NULL;', hash='3e0569d7872986d13bee79535848c16a66bd7bdf', operation='INSERT', pgid='pgtrigger_insert_insert_0a132', table='core_savedview', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='savedview',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "core_savedviewevent" ("by_id", "client_id", "columns", "department_id", "id", "is_default", "list_key", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "query", "saved_at") VALUES (NEW."by_id", NEW."client_id", NEW."columns", NEW."department_id", NEW."id", NEW."is_default", NEW."list_key", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."query", NEW."saved_at"); RETURN NULL;', hash='da9bef40177f60fea2db349a4ef2aa3a6972fb23', operation='UPDATE', pgid='pgtrigger_update_update_0599a', table='core_savedview', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='savedview',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "core_savedviewevent" ("by_id", "client_id", "columns", "department_id", "id", "is_default", "list_key", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "query", "saved_at") VALUES (OLD."by_id", OLD."client_id", OLD."columns", OLD."department_id", OLD."id", OLD."is_default", OLD."list_key", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."query", OLD."saved_at"); RETURN NULL;', hash='7f9f704fb543058ed0125695415c1801d866e429', operation='DELETE', pgid='pgtrigger_delete_delete_be239', table='core_savedview', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='savedviewevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'core_savedview\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='8cdb053bc499b6a674604b68fdeed4ceeefe8d99', operation='INSERT', pgid='pgtrigger_writes_trail_754d0', table='core_savedviewevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='savedviewevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a4036f8038073d6e0ad0e8cb03496c8fcb688f94', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_abd77', table='core_savedviewevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='savedviewevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='f33b360b8a0a2f76a062f8e4d8d4dae76214d712', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_a6de2', table='core_savedviewevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='userevent',
            trigger=pgtrigger.compiler.Trigger(name='writes_trail', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func='\n    PERFORM set_config(\'TimeZone\', \'UTC\', true);\n    INSERT INTO core_auditevent\n        (at, kind, user_id, who, what, address, request_id, "table", "row", event, digest)\n    SELECT e.pgh_created_at,\n        CASE e.pgh_label WHEN \'insert\' THEN \'created\' WHEN \'delete\' THEN \'deleted\' ELSE \'changed\' END,\n        person.id, coalesce(person.username, \'\'), coalesce(said ->> \'url\', \'\'), (said ->> \'address\')::inet,\n        coalesce(said ->> \'request_id\', \'\'), \'core_user\', e.pgh_obj_id, e.pgh_id, encode(sha256(convert_to(to_jsonb(e)::text || coalesce(written, \'\'), \'UTF8\')), \'hex\')\n    FROM (SELECT NEW.*) e LEFT JOIN LATERAL (SELECT c.metadata AS said, to_jsonb(c)::text AS written FROM pghistory_context c WHERE c.id = e.pgh_context_id) c ON true\n    LEFT JOIN core_user person ON person.id = (said ->> \'user\')::bigint;\n    RETURN NULL;\n', hash='67d26ff4c84fe79ae2a6a2cc2e229717e174fb65', operation='INSERT', pgid='pgtrigger_writes_trail_3e5b2', table='core_userevent', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='userevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6c831c7829668854425dc56f04bf5cdb370a36ff', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_1b55a', table='core_userevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='userevent',
            trigger=pgtrigger.compiler.Trigger(name='no_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;", hash='5e8ec23f4639f7ec4c338b83da4d4ff55325a248', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_no_truncate_b6d69', table='core_userevent', when='BEFORE')),
        ),
    ]
