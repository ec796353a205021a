"""A knowledge base: YAML content → Markdown pages → a website. `pipeline.build()` runs every step in order."""
