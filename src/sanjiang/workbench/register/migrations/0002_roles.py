"""The four roles, as groups."""

from django.db import migrations

ROLES = ("viewer", "reviewer", "editor", "administrator")


def make_roles(apps, schema_editor):
    """Make the groups that are not there yet."""
    groups = apps.get_model("auth", "Group").objects.using(schema_editor.connection.alias)
    for role in ROLES:
        groups.get_or_create(name=role)


class Migration(migrations.Migration):
    """Adds rows only."""

    dependencies = [("register", "0001_initial"), ("auth", "0012_alter_user_first_name_max_length")]
    operations = [migrations.RunPython(make_roles, migrations.RunPython.noop)]
