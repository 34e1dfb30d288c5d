"""留痕: who did what, read by auditors; and the history of every noun, read by whoever may open it."""
