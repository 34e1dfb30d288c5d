"""Whose hands a person's hands are: what follows to a deputy (代理)."""
