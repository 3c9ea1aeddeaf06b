"""Makes the generated part of each suite from the contract; what was judged by hand stays."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml

from pipelines.contracts.model import FOLDER, Contract, Kind, load_contracts
from pipelines.contracts.rules import suite_path

CONTRACT, JUDGEMENT = "contract", "judgement"


def write_suites() -> list[str]:
    """Write every suite that is stale and return their names."""
    stale = _stale()
    for path, text in stale.items():
        path.write_text(text, encoding="utf-8")
    return [path.name for path in stale]


def stale_suites() -> list[str]:
    """Names of suites that differ from what follows from their contract."""
    return [path.name for path in _stale()]


def _stale() -> dict[Path, str]:
    found = {}
    for source, contract in load_contracts().items():
        for layout in contract.layouts:
            path, text = suite_path(source, layout), make_suite(contract, layout)
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                found[path] = text
    return found


def make_suite(contract: Contract, layout: str) -> str:
    """The text of a suite: the rules that follow from the contract, then those of judgement."""
    _, kind, _ = contract.layouts[layout]
    path = suite_path(contract.source, layout)
    judged: list[dict[str, Any]] = []
    if path.exists():
        kept = json.loads(path.read_text(encoding="utf-8"))["expectations"]
        judged = [config for config in kept if config["meta"]["origin"] == JUDGEMENT]
    suite = {
        "name": f"{contract.source}_{layout}",
        "meta": {
            "note": "Rules of origin contract are generated; write rules of judgement by hand."
        },
        "expectations": [*_generated(kind, layout), *judged],
    }
    return json.dumps(suite, indent=2, ensure_ascii=False) + "\n"


def _generated(kind: Kind, layout: str) -> list[dict[str, Any]]:
    types = yaml.safe_load((FOLDER / "rules.yaml").read_text(encoding="utf-8"))
    columns = {
        "nik": kind.nik,
        "no_kk": next(iter(kind.fields_of_type("no_kk")), None),
        "date": kind.birth_date,
        "name": kind.name,
        "place": "desa_kelurahan",
        "row": "-",
        "decile": next(iter(kind.fields_of_type("decile")), None),
        "identifier": next(iter(kind.fields_of_type("identifier")), None),
    }
    made = [
        _expectation(code, rule, column)
        for type_name, column in columns.items()
        if column is not None
        for code, rule in types[type_name].items()
    ]
    for field in [*kind.layouts[layout].fields, *kind.added_codes]:
        if kind.fields[field].type == "code":
            rule = dict(types["code"]["value_unknown"], regex=rf"\m{field}\M")
            made.append(_expectation("value_unknown", rule, field))
    return made


def _expectation(code: str, rule: dict[str, Any], column: str) -> dict[str, Any]:
    if "regex" in rule:
        kind, condition = "not_match_regex", {"regex": rule["regex"]}
    else:
        kind, condition = "not_be_in_set", {"value_set": rule["unexpected"]}
    return {
        "type": f"expect_column_values_to_{kind}",
        "kwargs": {"column": rule["column"], **condition},
        "meta": {
            "rule": code,
            "origin": CONTRACT,
            "outcome": rule["outcome"],
            "column": column,
            "kirim": rule["kirim"],
            "note": rule["note"],
        },
        "severity": "warning",
    }
