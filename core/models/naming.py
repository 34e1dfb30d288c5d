"""Rows that are chosen by a name which no other row has."""

from typing import Self

from django.db import models


class ByNameQuerySet(models.QuerySet):
    """Sentences about rows of which each has a `name` of its own."""

    def called(self, text: str) -> models.Model | None:
        """The row of this name."""
        return self.filter(name=text).first()

    def suggested(self, text: str) -> Self:
        """For a field that asks for names: those whose name holds the text, in the order of a list."""
        return self.filter(name__icontains=text)
