"""Markdown → HTML, by MkDocs as it comes."""
