"""A page before rendering: where it is, the files it is made from, and what its template can use."""

from dataclasses import dataclass

from kb.model.routes import HOME


@dataclass(frozen=True)
class Context:
    """What a template can use besides `kb`, `words` and `page`. Each template has a subclass of its own."""


@dataclass(frozen=True)
class Page:
    """A page before rendering."""

    id: str
    """File name in docs/ without `.md`; also its address, except for `index`."""
    template: str
    sources: tuple[str, ...]
    """Files of the content folder that it is made from."""
    title: str
    name: str
    """Short name for menus."""
    summary: str
    context: Context
    tools: tuple[str, ...] = ()
    """Tools on the page."""
    moved: str = ""
    """For the page at an area's former address: the area's id."""

    @property
    def address(self) -> str:
        """Path from the site's root, without a leading slash."""
        return "" if self.id == HOME else f"{self.id}/"
