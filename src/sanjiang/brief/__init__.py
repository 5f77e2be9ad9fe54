"""The brief: one content, and its renderings."""
