"""Typed, immutable records of the content: validator, JSON Schema and field reference in one."""
