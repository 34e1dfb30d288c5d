"""Services of talents as registers: cards, flats, schools, honours, mentors."""
