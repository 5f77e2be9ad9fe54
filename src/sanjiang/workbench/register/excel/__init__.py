"""Projects as a workbook: a template, what a workbook says, and what of it the register does not hold yet."""
