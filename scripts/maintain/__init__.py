"""Commands that a maintainer runs now and then. No build depends on them."""
