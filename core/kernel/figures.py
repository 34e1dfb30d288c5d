"""The floor's way to `core.figures`, beside the other things of a page."""

from core.figures import *  # noqa: F403
