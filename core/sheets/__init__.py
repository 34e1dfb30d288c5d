"""Rows from Excel and rows to Excel: reading what people send, importing by the forms of the pages, writing tables."""
