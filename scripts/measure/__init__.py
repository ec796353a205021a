"""Measure: what maintainers run to see weight, growth and speed. No part of a build."""
