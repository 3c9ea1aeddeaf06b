"""Why validate refuses a drop, in English for engineers and in Indonesian for the sender."""

from pipelines.contracts import Kind
from pipelines.contracts.rules import Rule
from pipelines.errors import Refusal
from pipelines.validate.versions import Ambiguity


def by_rule(rule: Rule, kind: Kind, sheet: str, row: int) -> Refusal:
    """A critical rule of the suite fell short.

    Args:
        rule: The rule, which says what is wrong and what to do.
        kind: What the file holds, for the column's header; a rule about whole rows has none.
        sheet, row: Where the first row is that breaks it; the sheet of a text file has no name.
    """
    column = kind.header_of(rule.column) if rule.column in kind.fields else None
    at = f"Sheet {sheet!r}, from row {row}" if sheet else f"From line {row}"
    pada = f"Lembar {sheet!r}, mulai baris {row}" if sheet else f"Mulai baris {row}"
    return Refusal(
        rule.code,
        f"{at}{f', column {column}' if column else ''}: {rule.problem}",
        rule.remedy,
        f"{pada}{f', kolom {column}' if column else ''}: {rule.message_id}",
        sheet=sheet or None,
        row=row,
        column=column,
    )


def by_ambiguity(found: Ambiguity) -> Refusal:
    """It repeats some of a village's people: neither a new version nor an addition."""
    share = round(100 * found.repeated / found.standing)
    return Refusal(
        "neither_version_nor_addition",
        f"In village {found.village_code} the file repeats {found.repeated} of {found.standing} "
        f"people ({share}%): neither a new version (half or more) nor an addition (under a tenth).",
        "Ask the sender which it is; withdraw the earlier file if this one replaces it.",
        f"Di desa {found.village_code} berkas ini mengulang {found.repeated} dari "
        f"{found.standing} orang ({share}%). Apakah ini pengganti seluruh data desa atau tambahan? "
        "Mohon kirim data lengkap desa tersebut, atau hanya orang tambahan.",
    )


def repeats_itself(sheet: str) -> Refusal:
    """Two of its sheets hold the same people: which of them counts cannot be known."""
    return Refusal(
        "repeated_sheet",
        f"Sheet {sheet!r} repeats the people of a sheet before it.",
        "Ask the sender for a file in which each person stands once.",
        f"Lembar {sheet!r} berisi orang yang sama dengan lembar sebelumnya. "
        "Mohon kirim berkas dengan tiap orang satu kali.",
        sheet=sheet,
    )


def repeats_file(file_name: str) -> Refusal:
    """It holds the rows of another file of the period."""
    return Refusal(
        "repeated",
        f"The file repeats the rows of {file_name} in other order or form.",
        "Nothing to do; the other file counts.",
        f"Isi berkas ini sama dengan {file_name} pada bulan yang sama; tidak perlu dikirim ulang.",
    )
