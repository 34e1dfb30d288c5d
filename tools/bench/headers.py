"""How the bench asks a server to count, and what the server answers."""

COUNT = "X-Bench-Count"  # sent: count this request
QUERIES = "X-Bench-Queries"  # answered: statements that the request sent to PostgreSQL
ROWS = "X-Bench-Rows"  # answered: rows that they read from the product's tables
WORKER = "X-Bench-Worker"  # always answered: the process that served it
