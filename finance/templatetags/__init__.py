"""Tags of the pages of 产融对接."""
