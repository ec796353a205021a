"""Small JavaScript modules → one minified file for each that a page loads, to save round trips."""

import re
from pathlib import Path

from kb.postprocess import minify
from kb.problems import BuildError

_IMPORT = re.compile(r'^import \{([\w, ]+)\} from "\./([\w./]+)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?function|class|const)|export\s*\{[\w, ]+\};\n?", re.MULTILINE)
_NAME = re.compile(r"^(?:async )?(?:function|class|const|let|var) (\w+)", re.MULTILINE)


def bundle(folder: Path, entry: str) -> str:
    """Return the module `entry` and all that it imports as one minified module.

    Our modules import by name and never rename, so joining them takes no more than leaving the imports out.

    Raises BuildError for another kind of import, a syntax error, or two modules that define the same name.
    """
    sources = _sources(folder, entry)
    texts = {name: _EXPORT.sub("", _IMPORT.sub("", source)) for name, source in sources.items()}
    taken: dict[str, str] = {}
    for name, text in texts.items():
        if re.search(r"^(?:import|export)\b[^(]", text, re.MULTILINE):
            raise BuildError(
                f'docs/assets/js/{name}: write imports as `import {{ a, b }} from "./file.js";`, on one line'
            )
        for top in _NAME.findall(text):
            if taken.setdefault(top, name) != name:
                raise BuildError(
                    f"docs/assets/js/{name}: {top} is also defined in {taken[top]}; rename one of the two"
                )
    try:
        return minify.javascript("\n".join(texts.values()))
    except BuildError:
        for name, source in sources.items():
            minify.javascript(source, f"docs/assets/js/{name}")  # raises with the file and its line
        raise


def _sources(folder: Path, name: str) -> dict[str, str]:
    """Return the text of a module after those of all that it imports."""
    text = (folder / name).read_text(encoding="utf-8")
    found: dict[str, str] = {}
    for _, imported in _IMPORT.findall(text):
        found |= _sources(folder, imported)
    return {**found, name: text}
