"""Teams, and the chain from a person to an industry."""
