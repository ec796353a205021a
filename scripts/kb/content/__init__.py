"""YAML files with positions → validated records, or every problem in them."""
