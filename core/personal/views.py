"""Pages of an account that tell a person what is held of them."""

from django.http import HttpResponse

from core.kernel.http import HttpRequest
from core.kernel.pages import load
from core.models import User
from core.personal.copying import copy_as_file


def account_copy(request: HttpRequest, pk: int) -> HttpResponse:
    """个人信息副本: all that is held of one person of the house (PIPL 45)."""
    return copy_as_file(request, load(request, User.objects.all(), pk=pk))
