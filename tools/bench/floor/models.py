"""Projects with updates, as a first tutorial would write them."""

from django.contrib.auth.models import User
from django.db import models


class Project(models.Model):
    """What is listed, shown and found."""

    STATUSES = [("open", "Open"), ("late", "Late"), ("done", "Done")]
    name = models.CharField(max_length=120)
    description = models.TextField()
    status = models.CharField(max_length=10, choices=STATUSES)
    industry = models.PositiveSmallIntegerField()
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    due_on = models.DateField()
    owner = models.ForeignKey(User, on_delete=models.PROTECT)
    changed_at = models.DateTimeField()

    class Meta:
        app_label = "floor"
        indexes = [models.Index(fields=["status", "industry", "-due_on"]), models.Index(fields=["-due_on", "id"])]

    def __str__(self) -> str:
        return self.name


class Update(models.Model):
    """What was reported of a project."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="updates")
    author = models.ForeignKey(User, on_delete=models.PROTECT)
    text = models.TextField()
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    at = models.DateTimeField()

    class Meta:
        app_label = "floor"
        indexes = [models.Index(fields=["project", "-at"])]

    def __str__(self) -> str:
        return self.text
