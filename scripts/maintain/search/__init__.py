"""Commands for the search: how good it is, its constants, what a phrasing changes, the list of real words."""
