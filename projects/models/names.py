"""名称留痕: a row that tells of a day keeps the names of its project and firm as they were that day.

The database fills them in, so that no way of writing such a row (a verb, a freeze of hundreds, an import, SQL) forgets
them. What is renamed later keeps its old name there.
"""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

_NAMES = """
    IF NEW.project_id IS NOT NULL AND NEW.project_name = '' THEN
        SELECT project.name, COALESCE(NULLIF(firm.full_name, ''), firm.short_name, '')
        INTO NEW.project_name, NEW.firm_name
        FROM projects_project project LEFT JOIN enterprises_enterprise firm ON firm.id = project.enterprise_id
        WHERE project.id = NEW.project_id;
    END IF;
    RETURN NEW;
"""


def keeps_names() -> pgtrigger.Trigger:
    """Fill in `project_name` and `firm_name` when a row is written."""
    return pgtrigger.Trigger(name="keeps_names", when=pgtrigger.Before, operation=pgtrigger.Insert, func=_NAMES)


class NamedThen(models.Model):
    """A row with the names of its day. The model adds `keeps_names()` to its triggers."""

    project_name = models.CharField(_("当时项目名称"), max_length=80, blank=True, editable=False)
    firm_name = models.CharField(_("当时企业名称"), max_length=120, blank=True, editable=False)

    class Meta:
        abstract = True
