"""Operations of migrations."""

from django.db.migrations.operations import AddField, SeparateDatabaseAndState
from django.db.migrations.operations.base import Operation, OperationCategory
from django.db.models import BooleanField

from languages.texts import column


class AddColumns(Operation):
    """Adds a language's columns, each like its bare field: what ``AddField`` says in five lines for
    each of about ninety fields.

    In: the language's code, and the (model name, field name) pairs of the fields.
    """

    category = OperationCategory.ADDITION
    serialization_expand_args = ["fields"]

    def __init__(self, language, fields):
        self.language = language
        self.fields = fields

    def deconstruct(self):
        return type(self).__name__, [], {"language": self.language, "fields": self.fields}

    def state_forwards(self, app_label, state):
        for operation in self._operations(app_label, state):
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        together = SeparateDatabaseAndState(self._operations(app_label, from_state))
        together.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        together = SeparateDatabaseAndState(self._operations(app_label, to_state))
        together.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self):
        return f"Add the columns of '{self.language}' of {len(self.fields)} fields"

    @property
    def migration_name_fragment(self):
        return column("columns", self.language)

    def columns(self):
        """The (model name, column name) pairs that it adds."""
        return [(model_name, column(name, self.language)) for model_name, name in self.fields]

    def _operations(self, app_label, state):
        """As many ``AddField``, given the state before."""
        return [
            AddField(
                model_name,
                column(name, self.language),
                column_of(state.models[app_label, model_name].fields[name]),
            )
            for model_name, name in self.fields
        ]


def column_of(field):
    """A language's column of a bare field, as modeltranslation makes it: empty until translated,
    but for a yes or no."""
    made = field.clone()
    made.null = field.null or not isinstance(field, BooleanField)
    return made
