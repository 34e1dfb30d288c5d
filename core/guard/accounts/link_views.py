"""Setting a password by a one-time link, without being logged in."""

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.views import INTERNAL_RESET_SESSION_TOKEN, PasswordResetConfirmView
from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _

from core.guard.accounts import links
from core.guard.forms import NewPasswordForm
from core.kernel.locks import locked
from core.models import User


class PasswordLinkView(PasswordResetConfirmView):
    """Django's page behind such a link: it keeps the secret in the session at once, out of the address.

    Opening it uses nothing up, for messengers look ahead at links.
    """

    template_name = "core/password_link.html"
    form_class = NewPasswordForm
    success_url = reverse_lazy("core:login")
    token_generator = links.tokens

    def get_user(self, uidb64: str) -> User | None:
        """The person of a link; None for whom no link may be used any more."""
        person = cast(User | None, super().get_user(uidb64))
        return person if person and not links.refusal(person) else None

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        """Set the password. Two presses meet here: the second one finds a link that was used."""
        form.user = locked(User, self.user.pk)
        if not self.token_generator.check_token(form.user, self.request.session.get(INTERNAL_RESET_SESSION_TOKEN)):
            self.validlink = False
            return self.render_to_response(self.get_context_data())
        response = super().form_valid(form)
        links.used(form.user, request=self.request, now=timezone.now())
        messages.success(self.request, _("密码已设置，请用新密码登录"))
        return response

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """A link that is none, or none any more, is not found."""
        return super().render_to_response(context, status=200 if context["validlink"] else 404, **kwargs)
