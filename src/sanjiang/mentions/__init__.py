"""Mentions: the words of a text that name a quantity, a date, a place, an organisation or a product, with their spans."""
