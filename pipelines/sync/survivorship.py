"""The survivorship table: which source wins which field, read from `survivorship.yaml`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, model_validator

from pipelines.errors import ContractError
from pipelines.kinds import SOURCES

SURVIVORSHIP = Path(__file__).with_name("survivorship.yaml")
# How much a record has of each criterion, as a whole number below `MOST`, in the names of
# sql/registry/fresh_golden_steps.sql.
CRITERIA = {
    "verified_by_dukcapil": "is_verified_by_dukcapil::integer",
    "self_consistent_nik": "has_self_consistent_nik::integer",
    "freshest": "valid_from - date '1900-01-01'",
}
# Of the criteria, what sql/registry/evidence.sql answers by yes or no.
ANSWERED = ("is_verified_by_dukcapil", "has_self_consistent_nik")
MOST = 2**17  # days until the year 2258
SOURCE_PLACES = 2**4
MOST_CRITERIA = 3  # of as many the standing fits into 64 bits
# The column that says whether a record speaks for a field, where it is not called so.
COLUMNS = {"village": "village_code_kemendagri"}


class Rule(BaseModel):
    """Who speaks for one field, and why."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    prefer: tuple[str, ...] = ()
    only: str | None = None
    why: str

    @model_validator(mode="after")
    def _check(self) -> Rule:
        if bool(self.prefer) == bool(self.only):
            raise ValueError("a rule has either `prefer` or `only`")
        unknown = {*self.prefer, *([self.only] if self.only else [])} - {*CRITERIA, *SOURCES}
        if unknown or (self.only and self.only not in SOURCES):
            raise ValueError(f"unknown: {', '.join(sorted(unknown)) or self.only}")
        if len(self.prefer) > MOST_CRITERIA:
            raise ValueError(f"a rule has at most {MOST_CRITERIA} entries")
        return self


class Survivorship(BaseModel):
    """The whole table.

    Attributes:
        speaker: Which of several records of one source speaks.
        fields: Who speaks for a field, by the golden record's name of it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    speaker: Rule
    fields: dict[str, Rule]

    @property
    def contested(self) -> dict[str, Rule]:
        """Fields that more than one source knows: each keeps the record that won it."""
        return {name: rule for name, rule in self.fields.items() if rule.prefer}


@cache
def load_survivorship(path: Path = SURVIVORSHIP) -> Survivorship:
    """Read the table.

    Raises:
        ContractError: It contradicts itself or names a criterion that does not exist.
    """
    try:
        return Survivorship.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except ValueError as error:
        raise ContractError(
            f"{path.name} cannot be used: {error}", remedy="Mend the file, then run again."
        ) from None


def order_of(rule: Rule) -> str:
    """How SQL orders the records of one source that a rule compares: the winner first.

    What the rule leaves open is decided by what the records say, never by their numbers, which
    depend on the order in which months came.
    """
    return ", ".join([*(f"{term} desc" for term in _terms(rule)), "hash", "record_id"])


def standings(table: Survivorship) -> dict[str, str]:
    """How the speakers of a person stand to each other, by each rule that several fields share.

    Returns:
        By the name of a column, the SQL of a whole number: the greatest wins. Its last part is the
        place of the source in `SOURCES`, which settles what the rule leaves open: the
        speakers of a person are of different sources. A number is compared as it is aggregated;
        `array_agg` in order would sort every person for every field.
    """
    return {_standing(rule): _standing_of(rule) for rule in table.contested.values()}


def winner_of(name: str, rule: Rule) -> str:
    """The SQL of the place of the source that speaks for a field among the speakers of a person."""
    greatest = f"max({_standing(rule)}) filter (where says_{name})"
    return f"({greatest} % {SOURCE_PLACES})::integer as {name}_place"


def evidence(table: Survivorship) -> str:
    """The SQL of one number that tells what speaks for a record: each answer is a bit of it.

    People are as many as rows of a month, and answers a dozen: as a number they are read in one.
    """
    bits = (f"{2**place} * ({sql})::integer" for place, (_, sql) in enumerate(_answers(table)))
    return " + ".join(bits)


def answers(table: Survivorship) -> list[str]:
    """The SQL of each answer of `evidence`, by its name."""
    return [
        f"coalesce((e.evidence & {2**place}) > 0, false) as {name}"
        for place, (name, _) in enumerate(_answers(table))
    ]


def _answers(table: Survivorship) -> list[tuple[str, str]]:
    """Names of the answers and how they are found: the criteria, and what a record says at all."""
    criteria = [(name, f"c.{name}") for name in ANSWERED]
    said = [
        (f"says_{name}", f"v.{COLUMNS.get(name, name)} is not null") for name in table.contested
    ]
    return criteria + said


def _standing_of(rule: Rule) -> str:
    standing = "0::bigint"
    for term in _terms(rule):
        standing = f"({standing} * {MOST} + ({term}))"
    places = ", ".join(f"'{source}'" for source in SOURCES)
    return f"{standing} * {SOURCE_PLACES} + array_position(array[{places}], source)"


def _terms(rule: Rule) -> list[str]:
    return [CRITERIA.get(entry, f"(source = '{entry}')::integer") for entry in rule.prefer]


def _standing(rule: Rule) -> str:
    return f"by_{'_'.join(rule.prefer)}"


def pointer_columns(table: Survivorship) -> Sequence[str]:
    """The columns of `registry.golden_speaker` that say who speaks."""
    return [
        *(f"{source}_record_id" for source in SOURCES),
        *(f"{name}_place" for name in table.contested),
    ]
