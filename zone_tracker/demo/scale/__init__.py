"""A larger demo: further zones beside the demo's own, streamed into the tables by COPY.

The demo's rows are the patterns. A block of rows, the same for every further zone, is made from them once; each zone
writes the block with keys, names, people and amounts of its own. The room reads the clock nowhere and throws no dice
that depend on the number of zones, so the same seed gives the same rows.
"""
