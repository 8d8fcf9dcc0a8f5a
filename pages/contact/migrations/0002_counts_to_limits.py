"""The counts belong to an app of their own; their table stays as it is."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("contact", "0001_initial")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.DeleteModel(name="UseCount")]
        ),
    ]
