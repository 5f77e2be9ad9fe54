"""Mentions: the words of a text that name a quantity, date, place, organisation or product, with their spans."""
