"""Grammar: sentences and their mentions become statements, each with the clause that says it."""
