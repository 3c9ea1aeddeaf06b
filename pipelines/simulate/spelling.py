"""How one name comes to be written otherwise: variants, slips, nicknames."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from pipelines.simulate.faults import Fault
from pipelines.simulate.names import NAMES

Respelling = Callable[[str, np.random.Generator], str]

# Old and new spelling, and letters that sound alike. Each pair is read in both directions.
_SOUNDS_ALIKE = (
    ("u", "oe"), ("j", "dj"), ("c", "tj"), ("y", "j"), ("sy", "s"), ("f", "p"), ("v", "f"),
    ("z", "j"), ("kh", "h"), ("q", "k"), ("dh", "d"), ("th", "t"), ("ah", "a"), ("i", "y"),
    ("ai", "ae"), ("d", "t"), ("ll", "l"), ("mm", "m"), ("nn", "n"), ("ss", "s"), ("rr", "r"),
    ("dd", "d"), ("aa", "a"), ("iy", "i"), ("uw", "u"), ("o", "u"),
)  # fmt: skip
_LETTERS = "abcdefghijklmnoprstuvwy"


def _one_of(options: Sequence[str], rng: np.random.Generator) -> str:
    option: str = options[int(rng.integers(len(options)))]
    return option


def respell(name: str, rng: np.random.Generator) -> str:
    """Write one sound of the name in another way; unchanged if it has none of them."""
    lowered = name.lower()
    pairs: list[tuple[str, str]] = [*_SOUNDS_ALIKE, *((new, old) for old, new in _SOUNDS_ALIKE)]
    for index in rng.permutation(len(pairs)):
        old, new = pairs[int(index)]
        at = lowered.find(old, 1)
        if at > 0:
            return name[:at] + new + name[at + len(old) :]
    return name


def mistype(name: str, rng: np.random.Generator) -> str:
    """Change, drop, double or swap one letter."""
    at = int(rng.integers(len(name)))
    kind = int(rng.integers(4))
    if len(name) < 3 or name[at] == " ":
        return name + _one_of(_LETTERS, rng)
    if kind == 0:
        return name[:at] + _one_of(_LETTERS, rng) + name[at + 1 :]
    if kind == 1:
        return name[:at] + name[at + 1 :]
    if kind == 2:
        return name[:at] + name[at] + name[at:]
    at = min(at, len(name) - 2)
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]


def abbreviate(name: str, rng: np.random.Generator) -> str:
    """Cut the first word as it is commonly cut, else the last one to its initial."""
    first, *rest = name.split()
    if rest and first in NAMES.abbreviations:
        return " ".join([_one_of(NAMES.abbreviations[first], rng), *rest])
    if len(rest) > 1:
        return " ".join([first, *rest[:-1], rest[-1][0]])
    return respell(name, rng)


def shorten(name: str, rng: np.random.Generator) -> str:
    """Leave one word out, mostly the last."""
    words = name.split()
    if len(words) == 1:
        return respell(name, rng)
    del words[-1 if rng.random() < 0.7 else int(rng.integers(len(words)))]
    return " ".join(words)


def swap_words(name: str, rng: np.random.Generator) -> str:
    """Put the words in another order; a name of one word is respelled."""
    words = name.split()
    if len(words) == 1:
        return respell(name, rng)
    return " ".join([*words[1:], words[0]])


def nickname_of(name: str, rng: np.random.Generator) -> str:
    """What the neighbours say: the end of a long word, or a nickname of the region."""
    longest = max(name.split(), key=len)
    if len(longest) >= 6 and rng.random() < 0.6:
        return longest[-4:].capitalize()
    return _one_of(NAMES.nicknames, rng)


def add_alias(name: str, rng: np.random.Generator) -> str:
    """Name and nickname together, in the ways seen."""
    form = _one_of(("{} alias {}", "{} als {}", "{} ({})", "{} / {}"), rng)
    return form.format(name, nickname_of(name, rng))


def add_title(name: str, is_female: bool, rng: np.random.Generator) -> str:
    """A pilgrim's title before the name, or a degree after it."""
    if rng.random() < 0.2:
        return f"{name}, {_one_of(NAMES.degrees, rng)}"
    titles = NAMES.titles_female if is_female else NAMES.titles_male
    return f"{_one_of(titles, rng)} {name}"


def add_patronym(name: str, is_female: bool, father: str, rng: np.random.Generator) -> str:
    """`bin` or `binti` and the father's name, written out or cut."""
    forms = ("binti", "bt", "Bt.") if is_female else ("bin", "b.", "Bin")
    return f"{name} {_one_of(forms, rng)} {father}"


SIMPLE_RESPELLINGS: dict[Fault, Respelling] = {
    Fault.NAME_RESPELLED: respell,
    Fault.NAME_TYPO: mistype,
    Fault.NAME_ABBREVIATED: abbreviate,
    Fault.NAME_SHORTENED: shorten,
    Fault.NAME_WORDS_SWAPPED: swap_words,
    Fault.NAME_NICKNAME: nickname_of,
    Fault.NAME_ALIAS: add_alias,
}
