"""Invented sample rows around the facts of the article, so that the product can be tried. Every row is marked 示例."""
