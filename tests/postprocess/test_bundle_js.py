"""Bundling: small modules become one minified module, and what would break is refused."""

from pathlib import Path

import pytest

from conftest import write
from kb.postprocess.bundle_js import bundle
from kb.problems import BuildError


def test_a_module_comes_after_all_that_it_imports_each_once(tmp_path: Path) -> None:
    one = 'import { two } from "./two.js";\nimport { three } from "./three.js";\nconsole.log(two, three);\n'
    two = 'import { three } from "./three.js";\nexport const two = three + "two";\n'
    write(tmp_path, {"one.js": one, "two.js": two, "three.js": 'export const three = "three";\n'})
    text = bundle(tmp_path, "one.js")
    assert "import" not in text
    assert "export" not in text
    assert text.count('"three"') == 1
    assert text.index('"three"') < text.index('"two"') < text.index("console.log")


def test_loading_a_module_on_demand_stays(tmp_path: Path) -> None:
    write(tmp_path, {"one.js": 'import("./two.js").then((two) => two.go());\n'})
    assert 'import("./two.js")' in bundle(tmp_path, "one.js")


@pytest.mark.parametrize(
    "line",
    [
        'import two from "./two.js";',
        'import * as two from "./two.js";',
        'import {\n  two,\n} from "./two.js";',
        "export default 1;",
    ],
)
def test_other_ways_to_import_and_export_are_refused(tmp_path: Path, line: str) -> None:
    write(tmp_path, {"one.js": f"{line}\n", "two.js": "export const two = 2;\n"})
    with pytest.raises(BuildError, match=r"one\.js: write imports as"):
        bundle(tmp_path, "one.js")


def test_two_modules_with_the_same_name_are_refused(tmp_path: Path) -> None:
    one = 'import { two } from "./two.js";\nconst a = two;\n'
    write(tmp_path, {"one.js": one, "two.js": "const a = 1;\nexport const two = a;\n"})
    with pytest.raises(BuildError, match=r"one\.js: a is also defined in two\.js"):
        bundle(tmp_path, "one.js")
