from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("pages", "0006_staff_and_documents")]

    operations = [migrations.RenameField("customimage", "decorative", "is_decorative")]
