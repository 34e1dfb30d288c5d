"""四定: what a project or an entry of a cultivation plan must name before it is 已挂图."""

from django.utils.translation import gettext as _


def missing_fours(*, leader: object, task_force: object, responsible: object, due_on: object) -> list[str]:
    """What of 定领导、定专班、定责任、定时间 is still open, in words and in this order (the zone's 1133 programme)."""
    asked = {_("定领导"): leader, _("定专班"): task_force, _("定责任"): responsible, _("定时间"): due_on}
    return [label for label, value in asked.items() if not value]
