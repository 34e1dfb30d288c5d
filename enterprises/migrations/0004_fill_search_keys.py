"""Give the rows that are there their search keys."""

from django.db import migrations

from enterprises.names import name_keys

BATCH = 500


def fill(apps, schema_editor):
    names = {
        "Enterprise": ("short_name", "full_name", "uscc"),
        "EnterpriseAlias": ("name",),
        "Contact": ("name", "phone"),
    }
    for name, fields in names.items():
        model = apps.get_model("enterprises", name)
        rows = list(model.objects.all())
        for row in rows:
            row.search_keys = name_keys(*(getattr(row, field) for field in fields)).search_keys
        model.objects.bulk_update(rows, ["search_keys"], batch_size=BATCH)


class Migration(migrations.Migration):
    dependencies = [("enterprises", "0003_search_keys")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
