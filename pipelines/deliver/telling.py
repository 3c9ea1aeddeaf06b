"""How published numbers are told: as themselves, as shares of each other, as changes."""

from __future__ import annotations

from pipelines.deliver.charts.drawing import Shown
from pipelines.deliver.numbers import NOTHING, change, number, share
from pipelines.deliver.profile import HIDDEN_IN_ZERO, AreaProfile, Cell, Figure, Unit

# Not everybody was asked, or answered: their shares are of those who did.
OF_ALL = frozenset({"all", "agreement", "decile_group", "sex", "age_group", "head_sex"})
DEPRIVED = "deprived"


def value_text(figure: Figure) -> str:
    """A number as printed: a village's 0 is 0-4, two such zeros together 0-8."""
    if not figure.is_shown:
        return NOTHING
    if figure.value == 0 and figure.zeros:
        return f"0-{HIDDEN_IN_ZERO * figure.zeros}"
    return number(figure.value)


def share_text(figure: Figure, whole: int) -> str:
    """A share as printed; of 0 to 4 there is none to tell."""
    if not figure.is_shown or (figure.value == 0 and figure.zeros):
        return NOTHING
    return share(figure.value, whole)


def whole_of(profile: AreaProfile, unit: Unit, row: str) -> int:
    """What an answer's share is of: everybody, or those who answered."""
    if row in OF_ALL:
        return profile.total(unit).value
    return profile.answered(unit, row).value


class Teller:
    """Tells one answer of an area, or several together."""

    def __init__(self, profile: AreaProfile, figure: Figure, cell: Cell) -> None:
        self.figure = figure
        self.key = cell.key
        self.whole = whole_of(profile, cell.unit, cell.row)

    @property
    def value(self) -> Shown:
        """The number."""
        return Shown(value_text(self.figure), self.key)

    @property
    def share(self) -> Shown:
        """Its share."""
        return Shown(share_text(self.figure, self.whole), self.key, "share")

    @property
    def change(self) -> Shown:
        """By how much it differs from the month before."""
        return Shown(change(self.figure.value, self.figure.before), self.key, "change")

    @property
    def fraction(self) -> float | None:
        """Its share as a number; None of nothing."""
        return self.figure.value / self.whole if self.whole else None


def tell(profile: AreaProfile, unit: Unit, row: str = "all", answer: str = "all") -> Teller:
    """One answer to one question; the total without a question."""
    return Teller(profile, profile.figure(unit, row, answer), Cell(unit, row, answer))


def tell_deprived(profile: AreaProfile, item: str, categories: tuple[str, ...]) -> Teller:
    """All answers about a dwelling that are a deprivation, together."""
    figure = profile.total_of("families", item, categories)
    return Teller(profile, figure, Cell("families", item, DEPRIVED))
