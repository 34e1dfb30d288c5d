"""大屏: what a screen in a room shows by itself, opened by a link and nothing else."""
