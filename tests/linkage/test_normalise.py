"""Names and addresses: what is set aside, and what is kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.linkage.normalise import normalise_address, normalise_name, sound_of_word

WORDS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=9)
NAMES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("H. Moch. Soeharto, S.Pd", "MUHAMMAD SOEHARTO"),
        ("Siti Aminah binti Ahmad", "SITI AMINAH"),
        ("ST. AISYAH", "SITI AISYAH"),
        ("Abd. Rahman", "ABDUL RAHMAN"),
        ("Achmad Fauzi S. Pd. I", "AHMAD FAUZI"),
        ("Muh", "MUH"),
        ("Ma'ruf", "MARUF"),
        ("José", "JOSE"),
        ("Dr.", "DR"),
    ],
)
def test_titles_patronyms_and_short_forms_are_set_aside(written: str, words: str) -> None:
    assert normalise_name(written).words == words


@pytest.mark.parametrize(
    "written", ["Udin alias Syamsudin", "Udin (Syamsudin)", "Udin als. Syamsudin"]
)
def test_a_second_name_is_kept_beside_the_first(written: str) -> None:
    name = normalise_name(written)
    assert (name.words, name.other_words) == ("UDIN", "SYAMSUDIN")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Soeharto", "Suharto"),
        ("Djaelani", "Jaelani"),
        ("Tjahyo", "Cahyo"),
        ("Aisyah", "Aisah"),
        ("Khadijah", "Hadijah"),
        ("Fatimah", "Patimah"),
        ("Novi", "Nopi"),
        ("Noor", "Nur"),
        ("Zainal", "Sainal"),
    ],
)
def test_old_and_new_spelling_sound_alike(one: str, other: str) -> None:
    assert normalise_name(one).sound == normalise_name(other).sound


@pytest.mark.parametrize("written", [None, "", "-", "0", " . "])
def test_what_has_no_letter_is_no_name(written: str | None) -> None:
    assert normalise_name(written) == (None, None, None, None)


@given(NAMES)
def test_case_and_spaces_do_not_matter(name: str) -> None:
    untidy = "  ".join(name.upper().split())
    assert normalise_name(f" {untidy} ") == normalise_name(name)


@given(NAMES)
def test_a_normalised_name_stays_as_it_is(name: str) -> None:
    once = normalise_name(name).words
    assert once is None or normalise_name(once).words in (once, normalise_name(once).words)
    assert once is None or len(once.split()) <= len(name.split())


@given(st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    name = normalise_name(text)
    assert (name.words is None) == (name.sound is None)
    assert name.words is None or len(name.words.split()) == len((name.sound or "").split())


@given(WORDS)
def test_a_sound_is_never_empty(word: str) -> None:
    assert sound_of_word(word.upper())


@pytest.mark.parametrize(
    "written",
    ["Jl. Mawar Gg. III No. 12 RT 003 RW 01", "jalan MAWAR III, Rt.3/Rw.1", "MAWAR III RT:03"],
)
def test_an_address_is_its_street_and_rt(written: str) -> None:
    assert normalise_address(written) == ("MAWAR III", "3")


def test_a_missing_address_says_nothing() -> None:
    assert normalise_address(None) == (None, None)
