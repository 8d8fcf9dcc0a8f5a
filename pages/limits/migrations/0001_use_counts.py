"""Counts of what is limited, and networks that are known."""

from django.db import migrations, models


def fields(**others):
    """The fields of a table: those that both have, and others."""
    key = models.BigAutoField(
        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
    )
    digest = models.CharField(editable=False, max_length=64, unique=True)
    until = models.DateTimeField(db_index=True, editable=False)
    return list({"id": key, "digest": digest, **others, "until": until}.items())


def options(name, **others):
    """The options of a model whose name in the plural ends with s."""
    names = {"verbose_name": name, "verbose_name_plural": f"{name}s"}
    return names | {"default_permissions": ()} | others


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="UseCount",
            fields=fields(count=models.PositiveIntegerField(default=0, editable=False)),
            options=options("usage count"),
        ),
        migrations.CreateModel(
            name="KnownNetwork", fields=fields(), options=options("known network")
        ),
    ]
