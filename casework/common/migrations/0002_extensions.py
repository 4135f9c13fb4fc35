from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension
from django.db import migrations


class Migration(migrations.Migration):
    """Exclusion constraints over periods need btree_gist; search by parts of a name needs pg_trgm."""

    dependencies = [("common", "0001_signs_of_life")]
    operations = [BtreeGistExtension(), TrigramExtension()]
