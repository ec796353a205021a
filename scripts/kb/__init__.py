"""The way through the house: read → model → rules → pages → site → finish. One module, one step."""
