"""How changes of models become migrations."""

from itertools import chain

from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.operations import AddField
from modeltranslation.fields import TranslationField

from languages.operations import AddColumns, column_of


class Autodetector(MigrationAutodetector):
    """Writes the columns that a further language adds as one ``AddColumns``."""

    def changes(self, *args, **kwargs):
        """The new migrations by app label."""
        changes = super().changes(*args, **kwargs)
        for migration in chain.from_iterable(changes.values()):
            migration.operations = self._with_columns_together(migration)
        return changes

    def _with_columns_together(self, migration):
        """A migration's operations, those that only need what was there before in front."""
        fields, others = {}, []
        for operation in migration.operations:
            if added := self._column_added(migration.app_label, operation):
                fields.setdefault(added.language, []).append(
                    (operation.model_name_lower, added.translated_field.name)
                )
            else:
                others.append(operation)
        return [*(AddColumns(language, names) for language, names in fields.items()), *others]

    def _column_added(self, app_label, operation):
        """The column that an operation adds to a field that was there before, if it does only
        that."""
        if not isinstance(operation, AddField):
            return None
        field = apps.get_model(app_label, operation.model_name)._meta.get_field(operation.name)
        before = self.from_state.models.get((app_label, operation.model_name_lower))
        if not isinstance(field, TranslationField) or before is None:
            return None
        bare = before.fields.get(field.translated_field.name)
        is_alike = bare is not None and (
            self.deep_deconstruct(column_of(bare)) == self.deep_deconstruct(operation.field)
        )
        return field if is_alike else None
