"""The register: documents, statements, judgements, names that are one, imports; all appended, nothing overwritten."""
