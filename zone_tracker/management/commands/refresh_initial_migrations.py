"""Write every app's first migration anew from its models, until 0.1.0 is released (decision 13)."""

from pathlib import Path
from typing import Any

from django.apps import AppConfig, apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser, no_translations
from django.core.management.commands.makemigrations import Command as MakeMigrations
from django.db.migrations import Migration
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.questioner import MigrationQuestioner
from django.db.migrations.state import ProjectState
from django.db.migrations.writer import MigrationWriter

from core.first_migration import DESCRIBING, FirstMigration

NAME = "0001_initial"
DOC = '"""Written by `manage.py refresh_initial_migrations` from the models: change those, and run it again."""\n\n'
BY_HAND = ("RunSQL(", "RunPython(", "SeparateDatabaseAndState(")


def ours() -> dict[str, AppConfig]:
    """The product's own apps by label."""
    return {config.label: config for config in apps.get_app_configs() if Path(config.path).parent == settings.BASE_DIR}


class TheirMigrations(MigrationLoader):
    """The migrations of other people's apps. Ours are never imported: what they name may have moved meanwhile."""

    @classmethod
    def migrations_module(cls, app_label: str) -> tuple[str | None, bool]:
        return (None, True) if app_label in ours() else super().migrations_module(app_label)


def first_migrations() -> dict[str, Migration]:
    """What `makemigrations` would write if we had none yet. Raises CommandError when one an app is not enough."""
    loader = TheirMigrations(None)
    before = loader.project_state()
    before.real_apps = set()  # ours are to be made, not taken as they stand
    detector = MakeMigrations.autodetector(  # pgtrigger's, which knows triggers
        before, ProjectState.from_apps(apps), MigrationQuestioner(specified_apps=set(ours()))
    )
    found = detector.changes(graph=loader.graph, trim_to_apps=set(ours()), migration_name="initial")
    for label, migrations in found.items():
        if [migration.name for migration in migrations] != [NAME]:
            raise CommandError(f"{label} cannot be made in one migration: it and another app need each other.")
    return {label: migrations[0] for label, migrations in found.items()}


def text_of(migration: Migration) -> str:
    """The file of a first migration: as Django writes it, carried out in one go."""
    for operation in migration.operations:
        if not isinstance(operation, DESCRIBING):
            raise CommandError(f"{migration}: teach core.first_migration to {operation.describe()}.")
    text = MigrationWriter(migration, include_header=False).as_string()
    imports, body = text.split("\n\nclass Migration(migrations.Migration):", maxsplit=1)
    ours = f"from {FirstMigration.__module__} import {FirstMigration.__name__}"
    return f"{DOC}{imports}\n{ours}\n\n\nclass Migration({FirstMigration.__name__}):{body}"


class Command(BaseCommand):
    """`manage.py refresh_initial_migrations [--check]`."""

    help = "Write every app's 0001_initial anew from the models, and fold later migrations into it."
    requires_system_checks = ()  # pyright: ignore[reportAssignmentType]  # the stub knows `__all__` only

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when a file would change")

    @no_translations  # as makemigrations: labels are written as they stand in the code
    def handle(self, *args: Any, **options: Any) -> None:
        wanted, present = self.wanted(), self.present()
        changed = sorted(path for path in wanted.keys() | present.keys() if wanted.get(path) != present.get(path))
        if options["check"] and changed:
            names = ", ".join(str(path.relative_to(settings.BASE_DIR)) for path in changed)
            raise CommandError(f"Not what the models say: {names}. Run `manage.py refresh_initial_migrations`.")
        self.refuse_to_lose(present, kept=wanted)
        for path in changed:
            self.write(path, wanted.get(path))
        if not changed:
            self.stdout.write("The first migrations are what the models say.")

    def wanted(self) -> dict[Path, str]:
        """The text of every first migration by its path."""
        folders = {label: Path(config.path) / "migrations" for label, config in ours().items()}
        return {folders[label] / f"{NAME}.py": text_of(found) for label, found in first_migrations().items()}

    def present(self) -> dict[Path, str]:
        """The text of every migration that is there."""
        folders = [Path(config.path) / "migrations" for config in ours().values()]
        return {path: path.read_text() for folder in folders for path in folder.glob("[0-9]*.py")}

    def refuse_to_lose(self, present: dict[Path, str], *, kept: dict[Path, str]) -> None:
        """Raise CommandError when a migration that would be folded holds something that no model says."""
        for path, text in present.items():
            if path not in kept and any(word in text for word in BY_HAND):
                raise CommandError(
                    f"{path.relative_to(settings.BASE_DIR)} holds SQL or Python of its own. Say it on the model "
                    "(a trigger, a constraint), or after each migrate (post_migrate); then delete the file."
                )

    def write(self, path: Path, text: str | None) -> None:
        """Write one file, or delete it when its content is in the first migration."""
        if text is None:
            path.unlink()
        else:
            path.parent.mkdir(exist_ok=True)
            (path.parent / "__init__.py").touch()
            path.write_text(text)
        self.stdout.write(f"{'deleted' if text is None else 'wrote'} {path.relative_to(settings.BASE_DIR)}")
