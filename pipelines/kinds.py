"""The two kinds of what is staged and known, persons and families, and who tells of them."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.statements import fill_statement


@dataclass(frozen=True)
class Kind:
    """What differs between persons and families, in what is staged and what is known of them.

    Attributes:
        name: `person` or `family`: ends of the tables in `staging` and `registry`.
        linked_by: The column of its steps that the linkage knows, if any.
        kept_where_absent: Columns that say who is missed.
        status: The column of staging by which a row says that its person is not there, if any.
        said: What families are told by, of all that a step says.
    """

    name: str
    linked_by: tuple[str, ...]
    kept_where_absent: tuple[str, ...]
    status: str | None
    said: str

    def fill(self, name: str) -> str:
        """A statement about either kind, about this one."""
        node = next(iter(self.linked_by), "cast(null as integer)")
        return fill_statement(name, kind=self.name, node=node, said=self.said)


PERSON = Kind(
    "person",
    linked_by=("node_id",),
    kept_where_absent=(
        *("source", "node_id", "source_family_id", "source_person_id", "no_kk"),
        "reason",
    ),
    status="status_keberadaan",
    said="hubungan_keluarga",
)
FAMILY = Kind(
    "family",
    linked_by=(),
    kept_where_absent=("source", "source_family_id"),
    status=None,
    said="source_family_id",
)
KINDS = (PERSON, FAMILY)
# By their places, the first at 1, as kept in registry.golden_speaker: a source that comes is added
# at the end. Of two that stand alike the later one wins.
SOURCES = ("p3ke", "dtks")
