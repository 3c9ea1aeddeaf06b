"""The model of a contract: source → kinds → fields and layouts, from YAML, checked whole."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Literal, Self

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from pipelines.errors import ContractError
from pipelines.settings import PROJECT_ROOT

FOLDER = Path(__file__).parent
EXPECTATIONS = PROJECT_ROOT / "expectations"
STAGING_QUERIES = PROJECT_ROOT / "sql" / "stage"
# Files of the folder that are of every source.
SHARED_FILES = ("code_lists.yaml", "rules.yaml")
# A code that says "not stated": null in staging, though the value is known to the list.
NOT_STATED = "KOSONG"
_YEAR = re.compile(r"(?<!\d)(19|20)\d\d(?!\d)")
# Signs of word processors and web pages that say nothing in a coded value.
_UNSAID = {
    **dict.fromkeys(map(ord, "_'`\u2018\u2019\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")),
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-"),
}
# `1.0` and `01` are 1, of programs that took a code for a number, or wrote it in two digits.
_NUMBER = re.compile(r"0*(\d+)(?:[.,]0+)?")
_NUMBERED = re.compile(r"(\d{1,2})[-.:)=]([^\W\d].*)")
# What brackets behind a header say of its form, and not of whom or what it is: *Nama (Ibu)* and
# *NIK (2)* are other columns.
_FORM = re.compile(
    r"\s*[(\[]\W*(?:(?:\d+ *(?:digit|angka|karakter|huruf)|angka|teks|text|format|contoh|opsional"
    r"|wajib|harus|diisi|isi|sesuai (?:e-?)?(?:ktp|kk)|tahun|thn|bln|tgl|dd|mm|yyyy|yy|hh|bb|tttt"
    r"|d[/-]m[/-]y|l */ *p|y */ *[nt]|ya */ *tidak)\b[\W_]*)+[)\]]\s*$",
    re.I,
)
_NO_LETTER_OR_DIGIT = re.compile(r"[^a-z0-9]+")

FieldType = Literal[
    "ignored", "text", "name", "nik", "no_kk", "identifier", "date", "code", "decile", "integer",
    "village_code", "region_name",
]  # fmt: skip


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Field(_Strict):
    """One column of a drop: what it holds and how senders spell its header."""

    type: FieldType
    headers: tuple[str, ...]
    list: str | None = None
    personal: bool = False

    @model_validator(mode="after")
    def _codes_have_a_list(self) -> Self:
        if (self.type == "code") != (self.list is not None):
            raise ValueError("a field of type code names its list, and no other does")
        return self


class Layout(_Strict):
    """The columns of one vintage, in the order in which they were seen."""

    fields: tuple[str, ...]


class Kind(_Strict):
    """One kind of file of a source, `family` or `person`.

    Attributes:
        required: Fields without which a file is refused.
        required_one_of: Groups of fields of which one must be complete.
        name, nik, birth_date: The fields that say who the row (or its head) is.
    """

    required: tuple[str, ...]
    required_one_of: tuple[tuple[str, ...], ...]
    name: str
    nik: str
    birth_date: str
    fields: dict[str, Field]
    layouts: dict[str, Layout]

    @model_validator(mode="after")
    def _names_are_known(self) -> Self:
        named = {*self.required, self.name, self.nik, self.birth_date}
        named.update(name for group in self.required_one_of for name in group)
        named.update(name for layout in self.layouts.values() for name in layout.fields)
        if unknown := sorted(named - set(self.fields)):
            raise ValueError(f"fields that are not declared: {', '.join(unknown)}")
        spellings: dict[str, str] = {}
        for name, field in self.fields.items():
            for header in field.headers:
                other = spellings.setdefault(header_key(header), name)
                if other != name:
                    raise ValueError(f"the header {header!r} means both {other} and {name}")
        return self

    @cached_property
    def field_by_header(self) -> dict[str, str]:
        """Field names by the key of every known header."""
        return {
            header_key(header): name
            for name, field in self.fields.items()
            for header in field.headers
        }

    @cached_property
    def added_codes(self) -> tuple[str, ...]:
        """Coded fields of no layout: columns that offices add to any of them."""
        promised = {name for layout in self.layouts.values() for name in layout.fields}
        return tuple(name for name in self.fields_of_type("code") if name not in promised)

    def columns(self) -> list[str]:
        """The fields that are kept, in declared order: the columns of the raw table."""
        return [name for name, field in self.fields.items() if field.type != "ignored"]

    def fields_of_type(self, *types: FieldType) -> list[str]:
        """Names of the fields of these types."""
        return [name for name, field in self.fields.items() if field.type in types]

    def header_of(self, field: str) -> str:
        """The official spelling of a field's header."""
        return self.fields[field].headers[0]


class Contract(_Strict):
    """What one source promises."""

    source: str
    title: str
    kinds: dict[str, Kind]

    @property
    def layouts(self) -> dict[str, tuple[str, Kind, Layout]]:
        """Kind name, kind and layout by layout name."""
        return {
            layout_name: (kind_name, kind, layout)
            for kind_name, kind in self.kinds.items()
            for layout_name, layout in kind.layouts.items()
        }


class CodeList:
    """One code list: codes and the spellings that mean them."""

    def __init__(self, name: str, spellings: dict[str, list[str]]) -> None:
        self.name = name
        self.codes = tuple(spellings)
        self._code_by_key: dict[str, str] = {}
        for code, texts in spellings.items():
            for spelling in texts:
                other = self._code_by_key.setdefault(value_key(spelling), code)
                if other != code:
                    raise ContractError(
                        f"Code list {name}: {spelling!r} means both {other} and {code}.",
                        remedy="Correct pipelines/contracts/code_lists.yaml.",
                    )

    def code_of(self, value: str) -> str | None:
        """The code that a value as sent means; None if no spelling is like it.

        A number before the words (`1. Laki-laki`) is that of a questionnaire; where it means
        another code of this list than the words do, neither is believed.
        """
        key = value_key(value)
        if key in self._code_by_key or not (numbered := _NUMBERED.fullmatch(key)):
            return self._code_by_key.get(key)
        number, words = (self._code_by_key.get(value_key(part)) for part in numbered.groups())
        return words if number in (None, words) else None


def header_key(header: str) -> str:
    """A header without case, punctuation, a year inside it and its form in brackets.

    `Usia 2023` is `usia`, `NIK (16 digit)` is `nik`.
    """
    without_year = _YEAR.sub("", _FORM.sub("", header))
    return _NO_LETTER_OR_DIGIT.sub("", without_year.lower())


def value_key(value: str) -> str:
    """A coded value without case, white space and quotes; any dash is a hyphen."""
    plain = unicodedata.normalize("NFKC", value).translate(_UNSAID)
    key = re.sub(r"\s+", "", plain).rstrip(".").casefold()
    return number[1] if (number := _NUMBER.fullmatch(key)) else key


@cache
def load_contract(source: str) -> Contract:
    """Read `pipelines/contracts/<source>.yaml`.

    Raises:
        ContractError: There is none, or it contradicts itself.
    """
    path = FOLDER / f"{source}.yaml"
    try:
        return Contract.model_validate(_read_yaml(path))
    except FileNotFoundError:
        raise ContractError(
            f"There is no contract for the source {source!r}.",
            remedy=f"Known are {', '.join(source_names())}; see docs/new_source.md for a new one.",
        ) from None
    except ValidationError as error:
        raise ContractError(f"{path.name}: {error}", remedy="Correct the contract.") from None


def source_names() -> list[str]:
    """The sources that have a contract."""
    return sorted(path.stem for path in FOLDER.glob("*.yaml") if path.name not in SHARED_FILES)


def load_contracts() -> dict[str, Contract]:
    """All contracts by source."""
    return {source: load_contract(source) for source in source_names()}


@cache
def load_code_lists() -> dict[str, CodeList]:
    """All code lists by name."""
    content = _read_yaml(FOLDER / "code_lists.yaml")
    return {name: CodeList(name, _spellings(content, name)) for name in content}


def _spellings(content: dict[str, Any], name: str) -> dict[str, list[str]]:
    """The spellings of each code of a list, with those of the list that it names by `also`."""
    own = dict(content[name])
    if (also := own.pop("also", None)) is None:
        return own
    if also not in content:
        raise ContractError(
            f"Code list {name}: there is no list {also!r}.",
            remedy="Correct pipelines/contracts/code_lists.yaml.",
        )
    shared = _spellings(content, also)
    return {code: [*shared.get(code, []), *own.get(code, [])] for code in {**shared, **own}}


@cache
def rules_fingerprint(source: str) -> str:
    """A short hash of everything that decides what becomes of a file of this source.

    When it changes, refused files are tried again and rows set aside are staged again.
    """
    digest = hashlib.sha256()
    files = [
        FOLDER / f"{source}.yaml",
        *(FOLDER / name for name in SHARED_FILES),
        *sorted(EXPECTATIONS.glob(f"{source}_*.json")),
        *sorted(STAGING_QUERIES.glob(f"{source}_*.sql")),
        STAGING_QUERIES / "presence.sql",
        PROJECT_ROOT / "sql" / "check" / "decided.sql",
        *sorted((PROJECT_ROOT / "pipelines" / "reference").glob("*.csv")),
    ]
    for path in files:
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _read_yaml(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))
