"""Frozen values that every floor speaks: evidence, figures, quantities, dates, statements, errors. No I/O."""
