"""The theme without its own styles, scripts and 12,000 icons: the site ships none of these files."""

from typing import Self

import jinja2
from mkdocs.theme import Theme


class LeanTheme(Theme):
    """A theme with all its templates; of its static files, MkDocs copies only those of the overrides."""

    @classmethod
    def of(cls, theme: Theme) -> Self:
        """Return this variant of a configured theme."""
        lean = cls.__new__(cls)  # __init__ would read the theme's files again
        vars(lean).update(vars(theme))
        return lean

    def get_env(self) -> jinja2.Environment:
        """Return the environment in which MkDocs renders templates, and which it asks for files to copy."""
        env = super().get_env()
        env.loader = _Templates(self.dirs)
        return env


class _Templates(jinja2.FileSystemLoader):
    def list_templates(self) -> list[str]:
        return jinja2.FileSystemLoader(self.searchpath[0]).list_templates()
