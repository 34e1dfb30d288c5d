"""How a target came to where it stands: held against other days, week by week, and drawn with what lies ahead."""
