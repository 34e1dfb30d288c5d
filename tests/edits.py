"""What a person was shown when a form on a saved row was opened."""

from django.test import Client


def shown(client: Client, url: str) -> dict[str, str]:
    """The hidden field with which the form finds out whether somebody saved meanwhile."""
    return {"seen": str(client.get(url).context["form"]["seen"].value())}
