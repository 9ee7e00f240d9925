from django.db import migrations, models

from documents.concurrently import AddIndexUnlocked


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("documents", "0020_keep_pictures")]
    operations = [
        AddIndexUnlocked(
            model_name="section",
            index=models.Index(condition=~models.Q(picture=""), fields=["picture"], name="section_picture"),
        )
    ]
