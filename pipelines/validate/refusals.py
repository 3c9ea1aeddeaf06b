"""Why validate refuses a drop, in English for engineers and in Indonesian for the sender."""

from pipelines.contracts.rules import Rule
from pipelines.errors import Refusal
from pipelines.validate.versions import Ambiguity


def by_rule(rule: Rule) -> Refusal:
    """A critical rule of the suite fell short."""
    return Refusal(
        rule.code,
        f"The file breaks the critical rule {rule.code} on column {rule.column}.",
        "See the rule's note in expectations/; ask the sender for a mended file.",
        rule.message_id,
        column=rule.column,
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
