"""帮助: a page for each role, what one does here in ten lines and three pictures."""
