"""An app's first migration, carried out in one go.

Django grows a database: every operation renders the models again, and hundreds of operations render them hundreds of
times. Nothing of that is needed where there was nothing before. Here the operations describe the finished models first;
then every table is made once, with its columns, constraints, indexes and triggers. The database is the same to the name
of the last constraint, and a test compares the two.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import ProjectState
from django.db.models import Model
from pgtrigger.migrations import AddTrigger

# What making a finished table does as well. Other operations (SQL, Python) would silently be left out.
DESCRIBING = (
    migrations.CreateModel,
    migrations.AddField,
    migrations.AddIndex,
    migrations.AddConstraint,
    migrations.AlterUniqueTogether,
    AddTrigger,
)


class FirstMigration(migrations.Migration):
    """The base class of every `0001_initial`; `manage.py refresh_initial_migrations` writes them."""

    initial = True

    def mutate_state(self, project_state: ProjectState, preserve: bool = True) -> ProjectState:
        """Describe the models, without rendering any of them on the way."""
        state = project_state.clone() if preserve else project_state
        state.__dict__.pop("apps", None)
        return super().mutate_state(state, preserve=False)

    def apply(
        self, project_state: ProjectState, schema_editor: BaseDatabaseSchemaEditor, collect_sql: bool = False
    ) -> ProjectState:
        """Make every table from the finished models. Raises TypeError for an operation that no table could carry."""
        self._refuse_what_no_table_carries()
        state = self.mutate_state(project_state, preserve=False)
        for model in self._tables(state, schema_editor):
            schema_editor.create_model(model)  # foreign keys wait until the editor closes, so the order does not matter
        for trigger in self._triggers_of_proxies(state):
            trigger.database_forwards(self.app_label, schema_editor, state, state)
        return state

    def unapply(
        self, project_state: ProjectState, schema_editor: BaseDatabaseSchemaEditor, collect_sql: bool = False
    ) -> ProjectState:
        """Drop every table, and with it what hangs on it."""
        for model in reversed(self._tables(self.mutate_state(project_state), schema_editor)):
            schema_editor.delete_model(model)
        return project_state

    def _refuse_what_no_table_carries(self) -> None:
        for operation in self.operations:
            if not isinstance(operation, DESCRIBING):
                raise TypeError(f"{self}: {operation.describe()} cannot be part of a first migration.")

    def _triggers_of_proxies(self, state: ProjectState) -> list[AddTrigger]:
        """Triggers that no making of a table brings: a proxy stands for a table that Django makes by itself."""
        triggers = [each for each in self.operations if isinstance(each, AddTrigger)]
        return [each for each in triggers if state.apps.get_model(self.app_label, each.model_name)._meta.proxy]

    def _tables(self, state: ProjectState, schema_editor: BaseDatabaseSchemaEditor) -> list[type[Model]]:
        """This app's models that have a table of their own, in the order of their making."""
        models = [state.apps.get_model(*key) for key in state.models if key[0] == self.app_label]
        return [model for model in models if model._meta.can_migrate(schema_editor.connection)]
