"""目标口径: how people keep programmes, targets, paths and reported facts, and what was known of a target then."""
