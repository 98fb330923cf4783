"""What a row of each record must be: the contracts of `schemas/records/`, read strictly.

Here: the files, their grammar, and the two classes that hold them. Not here: the judgement of rows
(`pipeline.ingest.judging`), the shape of the raw tables (`pipeline.ingest.raw_tables`).
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import yaml

from pipeline.settings import SCHEMAS

TYPES = ("text", "date", "money", "integer")
LINEAGE = {"_line": pl.Int64, "_lines": pl.Int64, "_parent": pl.Int64}


class ContractError(Exception):
    """A file of `schemas/` is not what this module reads; the sentence says which file and what to change."""


@dataclass(frozen=True)
class Column:
    """One column of a record: type, the rules a value must keep, and what it means."""

    name: str
    type: str
    description: str
    required: bool = False
    allowed: tuple[str, ...] = ()
    pattern: str | None = None
    form: str | None = None
    """The pattern in words: what people read who were sent another value."""
    private: bool = False


@dataclass(frozen=True)
class Contract:
    """One record: what a row is, its key, and its columns in order."""

    record: str
    grain: str
    source: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def names(self) -> list[str]:
        """Column names in the order of the contract."""
        return [column.name for column in self.columns]

    @property
    def amount_column(self) -> str | None:
        """The money whose cents are counted through every arrow: its amount, else the first money."""
        money = [column.name for column in self.columns if column.type == "money"]
        usual = [name for name in ("amount", "payment_amount", "paid_amount") if name in money]
        return next(iter(usual + money), None)


def read_yaml(path: Path) -> dict[str, Any]:
    """One mapping from a YAML file.

    Raises:
        ContractError: the file is not YAML, holds no mapping, or names a key twice.
    """

    class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        """Refuses a key that is written twice instead of keeping the last; `<<: *name` takes what is not written."""

        def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict:
            written = [key for key, _ in node.value if key.tag != "tag:yaml.org,2002:merge"]
            keys = [self.construct_object(key, deep=True) for key in written]
            if len(keys) != len(set(keys)):
                raise ContractError(f"{path.name}: line {node.start_mark.line + 1} has a key twice")
            return super().construct_mapping(node, deep=deep)

    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=Loader)  # noqa: S506  (a SafeLoader, see above)
    except yaml.YAMLError as error:
        raise ContractError(f"{path.name}: not readable as YAML ({type(error).__name__})") from error
    if not isinstance(content, dict):
        raise ContractError(f"{path.name}: expected a mapping")
    return content


def parse_column(where: str, name: str, content: Any, types: tuple[str, ...] = TYPES) -> Column:
    """One column from its YAML mapping.

    Raises:
        ContractError: an unknown key (often an unquoted description cut at its comma), an unknown type, a rule on a
            type that cannot have it, or no description.
    """
    where = f"{where}: column {name}"
    known = {"type", "description", "required", "allowed", "pattern", "form", "private"}
    if not isinstance(content, dict) or set(content) - known:
        unknown = sorted(map(str, set(content) - known)) if isinstance(content, dict) else "no mapping"
        raise ContractError(f"{where}: unknown keys {unknown}; quote descriptions")
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name) or content.get("type") not in types:
        raise ContractError(f"{where}: expected a snake_case name and a type of {', '.join(types)}")
    if not isinstance(content.get("description"), str) or not content["description"].strip():
        raise ContractError(f"{where}: needs a description")
    if not all(isinstance(content.get(flag, False), bool) for flag in ("required", "private")):
        raise ContractError(f"{where}: required and private are true or false")
    allowed, pattern = content.get("allowed", []), content.get("pattern")
    if (allowed or pattern) and (content["type"] != "text" or (allowed and pattern)):
        raise ContractError(f"{where}: allowed or pattern, one of them, and only on text")
    if (pattern is None) != (content.get("form") is None):
        raise ContractError(f"{where}: a pattern needs its form in words, and nothing else does")
    if not isinstance(allowed, list) or not all(isinstance(value, str) for value in allowed):
        raise ContractError(f"{where}: allowed is a list of quoted texts")
    return Column(name=name, **{**content, "allowed": tuple(allowed)})


def parse_contract(path: Path) -> Contract:
    """One contract from its file.

    Raises:
        ContractError: a key missing or unknown, a name that differs from the file's, or a key column that is no column.
    """
    content = read_yaml(path)
    if set(content) != {"record", "grain", "source", "key", "columns"} or content["record"] != path.stem:
        raise ContractError(f"{path.name}: expected record (= file name), grain, source, key, columns and nothing else")
    if not isinstance(content["columns"], dict) or not isinstance(content["key"], list):
        raise ContractError(f"{path.name}: columns is a mapping and key a list")
    columns = tuple(parse_column(path.name, str(name), column) for name, column in content["columns"].items())
    strangers = [name for name in content["key"] if name not in content["columns"]]
    if strangers or not content["key"]:
        raise ContractError(f"{path.name}: key columns that are not columns: {strangers}")
    return Contract(path.stem, content["grain"], content["source"], tuple(content["key"]), columns)


@cache
def load_contracts(folder: Path = SCHEMAS / "records") -> dict[str, Contract]:
    """Every contract of the folder by record name, in alphabetical order: the listing is the registry."""
    return {path.stem: parse_contract(path) for path in sorted(folder.glob("*.yaml"))}
