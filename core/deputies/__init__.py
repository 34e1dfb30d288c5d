"""代理: naming a deputy, and the pages for it."""
