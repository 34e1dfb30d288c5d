"""Dates as the zone writes them, in both languages."""
