"""Rules as data: what becomes of a row, and the SQL condition that an expectation stands for."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pipelines.contracts.model import EXPECTATIONS
from pipelines.errors import ContractError

REFUSE, SET_ASIDE, FLAG, REPORT = "refuse", "set_aside", "flag", "report"


@dataclass(frozen=True)
class Rule:
    """One expectation of a suite, read for what becomes of the rows that fall short of it.

    Attributes:
        code: Stable name, as shown in status, quarantine and exports.
        outcome: `refuse` the file, `set_aside` the row, `flag` it, or `report` only.
        column: The field that it is about, as the sender knows it.
        condition: SQL over `sql/check/decided.sql` that is true for rows that fall short.
        message_id: Indonesian, for the sender.
        problem, remedy: English, for the engineer; of rules that refuse a file.
        note: Why the rule exists.
    """

    code: str
    outcome: str
    column: str
    condition: str
    message_id: str
    problem: str = ""
    remedy: str = ""
    note: str = ""


def suite_path(source: str, layout: str) -> Path:
    """Where the suite of a layout is kept."""
    return EXPECTATIONS / f"{source}_{layout}.json"


def load_suite(source: str, layout: str) -> dict[str, Any]:
    """A suite as Great Expectations writes it.

    Raises:
        ContractError: The layout has no suite.
    """
    path = suite_path(source, layout)
    if not path.exists():
        raise ContractError(
            f"The layout {layout} of {source} has no suite.",
            remedy="Run `padan contract suites` and add the rules of judgement by hand.",
        )
    suite: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return suite


@cache
def load_rules(source: str, layout: str) -> tuple[Rule, ...]:
    """The rules of a layout, in the order of its suite."""
    return tuple(_rule(config) for config in load_suite(source, layout)["expectations"])


def _rule(config: dict[str, Any]) -> Rule:
    meta = config["meta"]
    return Rule(
        meta["rule"],
        meta["outcome"],
        meta["column"],
        _condition(config["type"], config["kwargs"]),
        meta.get("kirim", ""),
        meta.get("problem", ""),
        meta.get("remedy", ""),
        meta.get("note", ""),
    )


def _condition(kind: str, kwargs: dict[str, Any]) -> str:
    column = kwargs["column"]
    match kind:
        case "expect_column_values_to_not_be_null":
            return f"{column} is null"
        case "expect_column_values_to_be_null":
            return f"{column} is not null"
        case "expect_column_values_to_not_be_in_set":
            return f"{column} in ({', '.join(map(_literal, kwargs['value_set']))})"
        case "expect_column_values_to_not_match_regex":
            return f"{column} ~ {_literal(kwargs['regex'])}"
        case "expect_column_values_to_be_between":
            lowest, highest = kwargs.get("min_value"), kwargs.get("max_value")
            bounds = [f"{column} < {lowest}"] if lowest is not None else []
            bounds += [f"{column} > {highest}"] if highest is not None else []
            return f"({' or '.join(bounds)})"
    raise ContractError(
        f"An expectation of type {kind} has no SQL condition.",
        remedy="Use a type that pipelines/contracts/rules.py knows, or teach it this one.",
    )


def _literal(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "'" + str(value).replace("'", "''") + "'"
