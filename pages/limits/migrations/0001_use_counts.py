"""The table of counts comes from the app of contact forms as it is."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [("contact", "0002_counts_to_limits")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="UseCount",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("digest", models.CharField(editable=False, max_length=64, unique=True)),
                        ("count", models.PositiveIntegerField(default=0, editable=False)),
                        ("until", models.DateTimeField(db_index=True, editable=False)),
                    ],
                    options={
                        "verbose_name": "usage count",
                        "verbose_name_plural": "usage counts",
                        "default_permissions": (),
                        "db_table": "contact_usecount",
                    },
                ),
            ],
        ),
        migrations.CreateModel(
            name="KnownNetwork",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(editable=False, max_length=64, unique=True)),
                ("until", models.DateTimeField(db_index=True, editable=False)),
            ],
            options={
                "verbose_name": "known network",
                "verbose_name_plural": "known networks",
                "default_permissions": (),
            },
        ),
    ]
