"""What can go wrong, in words a data engineer can act on.

PadanError                    facts as attributes, a remedy always, never a personal value
├── TransientError            trying again can help
│   ├── WarehouseUnreachableError
│   ├── PeriodBusyError       another run of the period did not end in time
│   └── FileChangedError      a file was written to while it was read
└── TerminalError             a person must act
    ├── UsageError            the command was called wrongly
    ├── ContractError         a contract or suite of ours contradicts itself
    ├── StatementError        the warehouse refused a statement of ours
    ├── EngineError           the engine in which a month is computed refused one
    ├── DropNotFoundError
    ├── BalanceError          rows went missing between two steps
    ├── DisclosureError       public counts by which somebody could be found
    ├── ReleaseChangeError    a release differs from the last one by more than the limits
    ├── ReleaseNotFoundError
    ├── NotPublishedError     a month that nobody may read about yet
    ├── BoundariesError       the map's file cannot be used
    ├── ForeignFolderError    a folder that we did not write would be replaced
    ├── RefusedFilesError     a period's report: files were refused
    └── RefusedFileError      a file that cannot be understood as a whole; the others go on
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


class PadanError(Exception):
    """Base of all foreseen failures.

    Args:
        problem: What happened and where: file, sheet, row, column; never a value of a person.
        remedy: What the reader can do about it.
        facts: The same as data, for machines.
    """

    def __init__(self, problem: str, *, remedy: str, **facts: Any) -> None:
        super().__init__(f"{problem} {remedy}")
        self.problem = problem
        self.remedy = remedy
        self.facts = facts


class TransientError(PadanError):
    """Trying again can help."""


class TerminalError(PadanError):
    """Trying again cannot help; a person must act."""


class WarehouseUnreachableError(TransientError):
    """The PostgreSQL server does not answer."""

    def __init__(self, where: str) -> None:
        super().__init__(
            f"The warehouse at {where} cannot be reached.",
            remedy="Check PADAN_WAREHOUSE_URL and that the server runs, then run again.",
            where=where,
        )


class PeriodBusyError(TransientError):
    """Another run holds the period and did not end in time."""

    def __init__(self, period: str, seconds: float) -> None:
        super().__init__(
            f"Another run of {period} has not ended within {seconds:.0f} seconds.",
            remedy="See `padan status`, then run again.",
            period=period,
        )


class FileChangedError(TransientError):
    """A file was written to while it was read."""

    def __init__(self, file_name: str) -> None:
        super().__init__(
            f"{file_name} was written to while it was read.",
            remedy="It is left for the next look; wait until it is whole.",
            file_name=file_name,
        )


class UsageError(TerminalError):
    """The command was called with something it cannot use."""


class NewerWarehouseError(TerminalError):
    """The warehouse was brought to a schema that this code does not know."""

    def __init__(self, revision: str, newest: str) -> None:
        super().__init__(
            f"The warehouse has schema {revision}; this version of Padan knows {newest} at most.",
            remedy="Nothing was changed. Use the version of Padan that was here last or a newer.",
            revision=revision,
            newest=newest,
        )


class ContractError(TerminalError):
    """A contract, code list or suite contradicts itself."""


class StatementError(TerminalError):
    """The warehouse refused a statement of ours.

    The driver's message is left out on purpose: it quotes the values it met.
    """

    def __init__(self, statement: str, sqlstate: str | None, place: str | None) -> None:
        where = f" at {place}" if place else ""
        super().__init__(
            f"The warehouse refused {statement}{where} (SQLSTATE {sqlstate}).",
            remedy="Nothing was changed. Look the code up in PostgreSQL's appendix A; report it.",
            statement=statement,
            sqlstate=sqlstate,
        )


class EngineError(TerminalError):
    """The engine in which a month is computed refused a statement of ours.

    Its message is left out on purpose: it may quote the values it met.
    """

    def __init__(self, statement: str, kind: str) -> None:
        super().__init__(
            f"{statement} could not be computed ({kind}).",
            remedy="Nothing was changed. Give the machine more memory if that ran out; else report "
            "it.",
            statement=statement,
            kind=kind,
        )


class AccessDeniedError(TerminalError):
    """The account may not do what a command needs."""

    def __init__(self, statement: str) -> None:
        super().__init__(
            f"This account of the warehouse may not run {statement}.",
            remedy="Work by an account that is in the role it needs: docs/privacy.md names them.",
            statement=statement,
        )


class DropNotFoundError(TerminalError):
    """No drop of that name is registered."""

    def __init__(self, file_name: str) -> None:
        super().__init__(
            f"No drop named {file_name} is registered.",
            remedy="`padan status` lists them; name it as shown there.",
            file_name=file_name,
        )


class BalanceError(TerminalError):
    """Rows went missing, or came from nowhere, between two steps."""

    def __init__(self, period: str, lines: list[str]) -> None:
        super().__init__(
            f"The books of {period} do not close: {'; '.join(lines)}.",
            remedy="Nothing further is published. See `padan status --period` and the run's log.",
            period=period,
            lines=lines,
        )


class DisclosureError(TerminalError):
    """Public counts do not add up, or somebody could be found by them; nothing is published."""


class ReleaseChangeError(TerminalError):
    """A release differs from the last one of its month, or of the month before, by too much."""

    def __init__(self, period: str, lines: list[str]) -> None:
        super().__init__(
            f"The tables of {period} changed by more than the limits: {'; '.join(lines)}.",
            remedy="Nothing was published. If it is right,"
            f' run `padan publish --period {period} --accept "reason"`.',
            period=period,
            lines=lines,
        )


class ReleaseNotFoundError(TerminalError):
    """There is no such release, or it is withdrawn already."""

    def __init__(self, number: int) -> None:
        super().__init__(
            f"There is no release {number} that could be withdrawn.",
            remedy="`padan release list` shows them.",
            number=number,
        )


class NotPublishedError(TerminalError):
    """There are no public counts of a month."""

    def __init__(self, period: str) -> None:
        super().__init__(
            f"There are no public counts of {period}, so there is nothing to deliver.",
            remedy=f"`padan release list` shows whether {period} has a release. If not, run `padan "
            f"publish --period {period}`. If so, its counts could not be protected: the log of its "
            "publication says which promise no numbers would keep; officials' tables stand.",
            period=period,
        )


class BoundariesError(TerminalError):
    """The file of village boundaries cannot be used."""

    def __init__(self, file_name: str, problem: str) -> None:
        super().__init__(
            f"{file_name} {problem}.",
            remedy="PADAN_BOUNDARIES names a GeoJSON FeatureCollection of polygons whose `kode` is"
            " the Kemendagri code; leave it empty for a map of tiles.",
            file_name=file_name,
        )


class ForeignFolderError(TerminalError):
    """A folder that was not written by us would be replaced."""

    def __init__(self, folder: str) -> None:
        super().__init__(
            f"{folder} holds files that Padan did not deliver.",
            remedy="Nothing was changed. Name a folder that is empty or does not exist yet.",
            folder=folder,
        )


class RefusedFilesError(TerminalError):
    """Files of a period were refused; the month went on without them."""

    def __init__(self, period: str, file_names: list[str]) -> None:
        super().__init__(
            f"{len(file_names)} of the files of {period} were refused: {', '.join(file_names)}.",
            remedy=f"`padan status --period {period}` says why and what to do.",
            period=period,
            file_names=file_names,
        )


@dataclass(frozen=True)
class Refusal:
    """Why a file is refused, for the engineer and for its sender.

    Attributes:
        code: Stable name of the reason, as in `docs/faults.md`.
        problem: English, with sheet, row and column where known.
        remedy: English, what to do.
        message_id: Indonesian, problem and remedy for the sender.
        sheet, row, column: Where, if the fault has one place.
    """

    code: str
    problem: str
    remedy: str
    message_id: str
    sheet: str | None = None
    row: int | None = None
    column: str | None = None


class RefusedFileError(TerminalError):
    """A file that cannot be understood as a whole; nothing of it goes on."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.problem, remedy=refusal.remedy, code=refusal.code)
        self.refusal = refusal
