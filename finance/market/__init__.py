"""金融超市: products of institutions, which of them fit a firm, and the competition of institutions."""
