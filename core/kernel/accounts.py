"""Who a session belongs to."""

from typing import Any

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.module_loading import import_string

from core.models import Instance, Notice, User


class RoleBackend(ModelBackend):
    """Knows people by their password. What they may do follows from their roles and from the rules of each app, so
    Django's own tables of permissions are never asked.
    """

    def get_user(self, user_id: Any) -> User | None:
        """The person with what the frame of every page needs: `unread_notices`, `words_awaited` of a leader
        (settings.WORDS_AWAITED), the database's `instance_number`; one query for all.
        """
        waiting = Notice.objects.unread().filter(user=OuterRef("pk")).order_by().values("user")
        unread = Coalesce(Subquery(waiting.annotate(n=Count("pk")).values("n")), 0)
        number = Subquery(Instance.objects.values("number")[:1])
        awaited = import_string(settings.WORDS_AWAITED)()
        told = User.objects.annotate(unread_notices=unread, words_awaited=awaited, instance_number=number)
        person = told.filter(pk=user_id).first()
        return person if person and self.user_can_authenticate(person) else None

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        return set()
