"""Records and training phrases → the one file that the browser searches."""
