"""The floor: the plainest Django that lists, shows, saves, sums and finds. Nothing here knows the product."""
