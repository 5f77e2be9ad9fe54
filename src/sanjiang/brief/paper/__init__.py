"""The brief on paper: type, footnotes, tables and pictures of the Word document, a file each."""
