"""One word, one number: every figure of the roof by its key, as one function of a day and a scope, with its rows."""
