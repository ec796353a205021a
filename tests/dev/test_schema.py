"""Schemas: what editors and people read about the content's keys comes from the models, and is fresh."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from conftest import ROOT, SECOND, run
from kb.dev import schema

FILES = {file.path: file.text for file in schema.files()}


def test_the_committed_schemas_are_fresh_and_there_are_no_others() -> None:
    assert {path.name: path.read_text() for path in (ROOT / "schemas").iterdir()} == FILES, "run `make schema`"


def plain(value: Any) -> Any:
    """Return parsed YAML as JSON has it: dates are strings."""
    return json.loads(json.dumps(value, default=str))


@pytest.mark.parametrize("path", sorted(SECOND.rglob("*.yml")), ids=lambda path: path.name)
def test_valid_content_fits_its_schema_and_an_unknown_key_does_not(path: Path) -> None:
    kind = {"areas": "area"}.get(path.parent.name, path.stem)
    found = json.loads(FILES[f"{kind}.schema.json"])
    jsonschema.Draft202012Validator.check_schema(found)
    data = plain(yaml.safe_load(path.read_text()))
    jsonschema.validate(data, found)
    broken = [*data, {"power": 1}] if isinstance(data, list) else {**data, "power": 1}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(broken, found)


def test_the_field_reference_has_every_key_and_names_types_in_words() -> None:
    reference = schema.reference()
    assert "| **title** | string | Title of the page. |" in reference
    assert "| **steps** | list of Step |" in reference
    assert "`text` or `light` or `behavior`" in reference
    assert ": None" not in reference


def test_the_command_writes_every_file(tmp_path: Path) -> None:
    assert run("schema", "--schemas", tmp_path).returncode == 0
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == FILES
