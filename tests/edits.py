"""What a person was shown when a form on a saved row was opened."""

import re

from django.test import Client


def shown(client: Client, url: str) -> dict[str, str]:
    """The hidden field with which the form finds out whether somebody saved meanwhile."""
    return {"seen": str(client.get(url).context["form"]["seen"].value())}


def carried(client: Client, url: str, name: str = "seen") -> dict[str, str]:
    """The same of a page with several forms, as it was sent."""
    field = re.search(rf'<input[^>]*name="{name}"[^>]*>', client.get(url).content.decode())
    value = re.search(r'value="([^"]*)"', field.group()) if field else None
    return {name: value.group(1) if value else ""}
