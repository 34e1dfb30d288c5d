"""Give the rows that are there their search keys."""

from django.db import migrations

from enterprises.names import name_keys

BATCH = 500


def fill(apps, schema_editor):
    model = apps.get_model("talent", "Talent")
    rows = list(model.objects.all())
    for row in rows:
        row.search_keys = name_keys(row.name).search_keys
    model.objects.bulk_update(rows, ["search_keys"], batch_size=BATCH)


class Migration(migrations.Migration):
    dependencies = [("talent", "0002_search_keys")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
