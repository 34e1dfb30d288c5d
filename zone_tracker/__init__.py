"""Composition root: settings, routes, the timetable, and the pages that look into every app."""

from zone_tracker.celery import app as celery_app

__all__ = ["celery_app"]
