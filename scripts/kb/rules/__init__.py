"""What must be true between records. Each rule is one small function, listed in `table.py`."""
