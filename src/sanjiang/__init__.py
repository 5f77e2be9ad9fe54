"""Sanjiang reads what cities publish about their industries, and solves the production network that they describe."""

__version__ = "0.1.0"
