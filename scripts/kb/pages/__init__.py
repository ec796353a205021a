"""Records → Markdown pages and exports. Pure: values in, text out."""
