"""The parts of a brief, a file each: from the answers' JSON to a section of the report."""
