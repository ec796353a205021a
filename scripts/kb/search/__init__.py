"""Records → what the browser searches."""
