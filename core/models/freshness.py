"""What tells a reader that something it has kept is no longer so: a number in the database that every write changes."""

import pgtrigger
from django.db import connection, models
from django.utils.translation import gettext_lazy as _

SHARDS = 16  # writers of one topic wait for each other only when they meet in the same of these rows

_BUMP = """
    INSERT INTO core_revision (topic, shard, stamp)
    VALUES ('{topic}', pg_backend_pid() % {shards}, nextval(pg_get_serial_sequence('core_revision', 'id')))
    ON CONFLICT (topic, shard) DO UPDATE SET stamp = EXCLUDED.stamp;
    RETURN NULL;
"""


class RevisionQuerySet(models.QuerySet["Revision"]):
    """Sentences about revisions."""

    def move_all(self) -> None:
        """Let everything that is kept be made anew: rows were written while the triggers were asleep."""
        with connection.cursor() as cursor:
            cursor.execute("UPDATE core_revision SET stamp = nextval(pg_get_serial_sequence('core_revision', 'id'))")


class Revision(models.Model):
    """The state of a topic (calendar, limits, …): it differs after every transaction that wrote to the topic's tables.

    A stamp comes from a sequence, which gives no number twice: what was kept while a transaction ran that was then
    rolled back is never taken for the present.
    """

    topic = models.CharField(_("主题"), max_length=20)
    shard = models.PositiveSmallIntegerField(_("分片"))
    stamp = models.BigIntegerField(_("修订号"))
    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("修订号")
        verbose_name_plural = _("修订号")
        constraints = [models.UniqueConstraint(fields=["topic", "shard"], name="revision_once")]

    def __str__(self) -> str:
        return f"{self.topic} {self.stamp}"


def bumps(topic: str, *columns: str) -> pgtrigger.Trigger:
    """For the `triggers` of a model: whatever writes to its table, also raw SQL, changes the revision of the topic.

    With `columns`, named as the database names them, an update counts only when it sets one of them.
    """
    updates = pgtrigger.UpdateOf(*columns) if columns else pgtrigger.Update
    return pgtrigger.Trigger(
        name=f"bumps_{topic}",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=pgtrigger.Insert | updates | pgtrigger.Delete | pgtrigger.Truncate,
        func=_BUMP.format(topic=topic, shards=SHARDS),
    )
