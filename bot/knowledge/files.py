"""The one door to data files: YAML that knows its lines, checked against a model, with errors that a non-programmer can mend."""

from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from bot.errors import DataError

Model = TypeVar("Model", bound=BaseModel)


class Entry(dict):  # type: ignore[type-arg]
    """A mapping that remembers the line on which it starts (counted from 1)."""

    line: int = 0


class _LineLoader(yaml.CSafeLoader):
    """A safe YAML loader whose mappings are `Entry` objects and whose keys must not repeat."""


def _construct_entry(loader: _LineLoader, node: yaml.MappingNode) -> Entry:
    keys = [key.value for key, _ in node.value]
    for key in keys:
        if keys.count(key) > 1:
            raise DataError(f"line {node.start_mark.line + 1}: {key!r} stands twice; remove one of them")
    entry = Entry(loader.construct_mapping(node, deep=True))
    entry.line = node.start_mark.line + 1
    return entry


_LineLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _construct_entry)


def read_yaml(path: Path) -> Any:
    """The content of a YAML file.

    Raises:
        DataError: the file is missing or no YAML.

    """
    try:
        return yaml.load(path.read_text(encoding="utf-8"), _LineLoader)  # noqa: S506 (a SafeLoader)
    except FileNotFoundError:
        raise DataError(f"{path}: the file is missing") from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else "?"
        raise DataError(f"{path}, line {line}: {error.problem}; quote texts with a colon or a leading brace") from None
    except DataError as error:
        raise DataError(f"{path}, {error}") from None


def read_table(path: Path, model: type[Model]) -> dict[str, Model]:
    """A YAML file that maps names to entries, each checked against the model.

    Raises:
        DataError: an entry does not fit; names file, line, entry and field.

    """
    table = read_yaml(path) or {}
    if not isinstance(table, dict):
        raise DataError(f"{path}, line 1: expected `name:` entries")
    return {name: _checked(path, name, entry, model) for name, entry in table.items()}


def read_model(path: Path, model: type[Model]) -> Model:
    """A YAML file that is one entry.

    Raises:
        DataError: it does not fit; names file and field.

    """
    try:
        return model.parse_obj(read_yaml(path))
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        raise DataError(f"{path}: {field}: {first['msg']}; words like on, no, yes need quotes") from None


def _checked(path: Path, name: str, entry: Any, model: type[Model]) -> Model:
    if not isinstance(entry, Entry):
        raise DataError(f"{path}: {name}: expected fields below this name")
    try:
        return model(key=name, **entry)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        raise DataError(f"{path}, line {entry.line}: {name}: {field}: {first['msg']}") from None


