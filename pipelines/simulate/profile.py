"""What a simulated regency gets wrong, and how often: the declared profile."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import Annotated, Literal, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from pipelines.errors import UsageError

Rate = Annotated[float, Field(ge=0, le=1)]
Source = Literal["p3ke", "dtks"]
DateStyle = Literal["dd/mm/yyyy", "dd-mm-yyyy", "yyyy-mm-dd", "d month yyyy", "date cell"]
Change = Literal["programmes", "address", "occupation", "name", "birth_date", "nik"]


class _Declared(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SourceRate(_Declared):
    """One rate for each source, as a share of its rows."""

    p3ke: Rate
    dtks: Rate


class PopulationRates(_Declared):
    """The people themselves; `profiles/as_usual.yaml` says what each rate means."""

    persons_per_family: Annotated[float, Field(gt=1, le=6)]
    name_zipf_exponent: Annotated[float, Field(ge=0, le=3)]
    twins: Rate
    child_named_like_parent: Rate
    from_elsewhere: Rate
    dead_before: Rate
    born_first_of_january: Rate
    undocumented: Rate
    nik_date_differs: Rate
    nik_sex_differs: Rate


class LifeRates(_Declared):
    """What happens to people, per month."""

    birth: Rate
    death: Rate
    marriage: Rate
    move_within: Rate
    move_between: Rate
    split: Rate


class ListingRates(_Declared):
    """Who is listed in which source."""

    p3ke_rows: Rate
    dtks_rows: Rate
    selection_noise: Rate
    member_omitted: Rate
    new_member_listed: Rate
    repeat_on_other_list: Rate
    death_reported: Rate
    death_marked: Rate
    move_reported: Rate


class ChurnRates(_Declared):
    """How a registry changes from delivery to delivery."""

    dtks_changed: Rate
    dtks_gone: Rate
    dtks_new: Rate
    returned: Rate
    change_mix: dict[Change, Rate]
    p3ke_family_gone: Rate
    p3ke_recorded_anew: Rate

    @model_validator(mode="after")
    def _mix_is_whole(self) -> Self:
        if abs(sum(self.change_mix.values()) - 1) > 1e-6:
            raise ValueError("the shares of change_mix add up to 1")
        return self


class FaultRates(_Declared):
    """What registration gets wrong, as a share of rows; names as in `faults.Fault`."""

    nik_missing: SourceRate
    nik_placeholder: SourceRate
    nik_15_digits: SourceRate
    nik_scientific: SourceRate
    nik_apostrophe: SourceRate
    nik_spaced: SourceRate
    nik_letter_o: SourceRate
    nik_typo: SourceRate
    nik_shared: SourceRate
    nik_of_head: SourceRate
    nik_of_other: SourceRate
    name_respelled: SourceRate
    name_typo: SourceRate
    name_abbreviated: SourceRate
    name_title: SourceRate
    name_patronym: SourceRate
    name_shortened: SourceRate
    name_words_swapped: SourceRate
    name_nickname: SourceRate
    name_alias: SourceRate
    name_changed: SourceRate
    birth_date_missing: SourceRate
    birth_date_impossible: SourceRate
    birth_date_first_of_january: SourceRate
    birth_date_day_month_swapped: SourceRate
    birth_date_year_off: SourceRate
    sex_wrong: SourceRate
    mother_missing: SourceRate
    mother_respelled: SourceRate
    village_code_missing: SourceRate
    village_misspelled: SourceRate
    wrong_village: SourceRate
    dead_listed: SourceRate
    duplicate_same_nik: SourceRate
    duplicate_without_nik: SourceRate
    duplicate_other_village: SourceRate
    family_split: SourceRate
    family_of_others: SourceRate
    one_person_leftover: SourceRate
    no_kk_missing: SourceRate
    key_blank: SourceRate
    key_reused: SourceRate
    key_changed_hands: SourceRate
    code_unknown: SourceRate
    code_untidy: SourceRate
    decile_out_of_range: SourceRate

    def of(self, name: str, source: Source) -> float:
        """The rate of one fault in one source."""
        rate: SourceRate = getattr(self, name)
        return rate.p3ke if source == "p3ke" else rate.dtks


class PlaceRates(_Declared):
    """How villages are written; shares of villages."""

    old_code_2022: Rate
    old_code_later: Rate
    former_kecamatan: Rate
    village_respelled: Rate
    kecamatan_respelled: Rate


class FileRates(_Declared):
    """How files are made; shares of workbooks or sheets."""

    date_styles: Annotated[list[DateStyle], Field(min_length=1)]
    title_rows: Rate
    sheet_per_village: Rate
    key_per_household: Rate
    padan_as_letter: Rate
    number_nik: Rate
    number_nik_cells: Rate
    status_column: Rate
    notes_sheet: Rate
    hidden_sheet: Rate
    total_row: Rate
    empty_rows: Rate
    line_break: Rate


class Profile(_Declared):
    """Every rate of a simulation, declared in one YAML file under `profiles/`."""

    name: str
    population: PopulationRates
    lives: LifeRates
    listing: ListingRates
    churn: ChurnRates
    faults: FaultRates
    places: PlaceRates
    files: FileRates


def load_profile(name_or_path: str) -> Profile:
    """Read a profile by its name (`clean`, `as_usual`, `terrible`) or from a YAML file.

    Raises:
        UsageError: There is no such profile, or a rate in it is missing, unknown or out of range.
    """
    shipped = resources.files("pipelines.simulate") / "profiles"
    names = sorted(entry.name.removesuffix(".yaml") for entry in shipped.iterdir())
    if name_or_path in names:
        text = (shipped / f"{name_or_path}.yaml").read_text(encoding="utf-8")
    elif Path(name_or_path).is_file():
        text = Path(name_or_path).read_text(encoding="utf-8")
    else:
        raise UsageError(
            f"There is no simulation profile {name_or_path}.",
            remedy=f"Name one of {', '.join(names)}, or a YAML file made like them.",
        )
    return _read(text, name_or_path)


def _read(text: str, name_or_path: str) -> Profile:
    try:
        return Profile.model_validate(yaml.safe_load(text))
    except (yaml.YAMLError, ValidationError) as error:
        raise UsageError(
            f"The simulation profile {name_or_path} cannot be used: {error}",
            remedy="Compare it with pipelines/simulate/profiles/as_usual.yaml.",
        ) from None
