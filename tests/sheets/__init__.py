"""Tables that come in: each kind of rows, whichever room it is of."""
