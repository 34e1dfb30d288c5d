"""How fast the product is: every page as its role, beside the plainest Django that does the same kind of thing.

`python3 dev.py bench` (tools/bench/command.py); docs/performance.md tells how to read what it says.
"""
