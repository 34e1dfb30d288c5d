"""走势探究: several targets and parts of them beside each other over time, as a chart, a table and a file."""
