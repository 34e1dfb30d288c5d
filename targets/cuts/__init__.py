"""Who carries what: each target cut by park and wing, highland, leader, department and kind, and the map of it."""
