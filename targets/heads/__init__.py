"""The talents' overview: heads beside the goals, which this room knows."""
