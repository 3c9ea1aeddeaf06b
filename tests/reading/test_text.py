import csv
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.reading import read_file
from pipelines.reading.errors import BrokenFileError, EmptyFileError, UnreadableEncodingError

from .building import read_rows, rows_of

HEADER = ["Nama", "Desa/Kelurahan", "Alamat", "Sumber Air Minum"]
DELIMITERS = [";", ",", "|", "\t"]
ENCODINGS = ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"]


def write_text(path, text, encoding="utf-8"):
    path.write_bytes(text.encode(encoding))
    return path


def as_csv(rows, delimiter, **options):
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter, **options).writerows(rows)
    return stream.getvalue()


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("delimiter", DELIMITERS)
def test_each_delimiter_is_read_in_each_encoding(tmp_path, delimiter, encoding):
    rows = [HEADER, ["SITI NURJANAH", "Loa Kulu", "Jl. Désa 1", "Ledeng"]]
    path = write_text(tmp_path / "a.csv", as_csv(rows, delimiter), encoding)
    assert read_rows(path) == rows


def test_big_endian_utf_16_with_a_mark_is_read(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"\xfe\xff" + "a;b\nc;d\n".encode("utf-16-be"))
    assert read_rows(path) == [["a", "b"], ["c", "d"]]


def test_names_in_windows_1252_keep_their_letters(tmp_path):
    path = write_text(tmp_path / "a.csv", "Nama;Desa\nANDRÉ;“Loa”\n", "cp1252")
    assert read_rows(path)[1] == ["ANDRÉ", "“Loa”"]


def test_bytes_that_windows_1252_does_not_assign_are_no_error(tmp_path):
    (tmp_path / "a.csv").write_bytes(b"Nama;Desa\nA\x81B\xe9;C\n")
    assert read_rows(tmp_path / "a.csv")[1] == ["A\x81B\xe9", "C"]


def test_utf_8_cut_off_inside_its_last_letter_is_still_utf_8(tmp_path):
    (tmp_path / "a.csv").write_bytes("Nama;Desa\nANDRÉ;É".encode()[:-1])
    assert read_rows(tmp_path / "a.csv")[1] == ["ANDRÉ", "\ufffd"]


def test_utf_16_that_goes_wrong_is_refused(tmp_path):
    (tmp_path / "a.csv").write_bytes(b"\xff\xfe" + b"\x00\xd8a\x00" * 40)
    with pytest.raises(UnreadableEncodingError):
        read_file(tmp_path / "a.csv")


def test_quoted_fields_hold_delimiters_and_doubled_quotes(tmp_path):
    path = write_text(tmp_path / "a.csv", 'a;b;c\n"x;y";"q""r";"Ya, dengan Septic Tank"\n')
    assert read_rows(path)[1] == ["x;y", 'q"r', "Ya, dengan Septic Tank"]


def test_a_record_is_numbered_by_the_line_on_which_it_begins(tmp_path):
    path = write_text(tmp_path / "a.csv", 'a;b\n1;"x\ny\nz"\n\n2;w\r\n3;v\n')
    (sheet,) = read_file(path)
    assert sheet.row_numbers.to_pylist() == [1, 2, 6, 7]
    assert rows_of(sheet)[1] == ["1", "x\ny\nz"]


def test_a_long_text_with_quotes_here_and_there_keeps_order_and_line_numbers(tmp_path):
    written = {
        300: '"LOA; KULU";b\n',
        301: '"two\nlines";b\n',
        700: "few\n",
        701: "\n",
        999: '"open;b\n',
    }
    expected = {
        300: ["LOA; KULU", "b"],
        301: ["two\nlines", "b"],
        700: ["few", None],
        701: None,
        999: ['"open', "b"],
    }
    lines = [written.get(n, f"name {n};{n}\n") for n in range(1000)]
    rows = [expected.get(n, [f"name {n}", str(n)]) for n in range(1000)]
    sheet = read_file(write_text(tmp_path / "a.csv", "".join(lines)))[0]
    assert rows_of(sheet) == [row for row in rows if row]
    numbers = [n + 1 + (n > 301) for n in range(1000) if n != 701]
    assert sheet.row_numbers.to_pylist() == numbers


def test_commas_inside_values_do_not_beat_the_delimiter(tmp_path):
    lines = ["a;b;c"] + [f"{n};Jl. Mawar, RT 1, RW 2, Loa Kulu, Kukar;x" for n in range(50)]
    assert len(read_rows(write_text(tmp_path / "a.csv", "\n".join(lines)))[7]) == 3


def test_title_lines_do_not_decide_the_delimiter(tmp_path):
    text = (
        "DATA P3KE, KUTAI KARTANEGARA, KALTIM, 2023\nDicetak, hari ini\n\n" + "a;b;c\n1;2;3\n" * 4
    )
    (sheet,) = read_file(write_text(tmp_path / "a.csv", text))
    assert rows_of(sheet)[2] == ["a", "b", "c"]
    assert sheet.row_numbers.to_pylist()[:3] == [1, 2, 4]


def test_a_declared_delimiter_is_believed_and_is_no_record(tmp_path):
    (sheet,) = read_file(write_text(tmp_path / "a.csv", "sep=|\na,b|c,d\ne,f|g,h\n"))
    assert rows_of(sheet) == [["a,b", "c,d"], ["e,f", "g,h"]]
    assert sheet.row_numbers.to_pylist() == [2, 3]


def test_records_of_too_many_or_too_few_fields_are_counted(tmp_path):
    (sheet,) = read_file(write_text(tmp_path / "a.csv", "a;b;c\n1;2;3\n1;2\n1;2;3;4\n1;2;3\n"))
    assert sheet.field_counts.to_pylist() == [3, 3, 2, 4, 3]
    assert rows_of(sheet)[2] == ["1", "2", None, None]


def test_a_record_of_very_many_fields_keeps_the_rest_in_its_last_cell(tmp_path):
    torn = ";".join(str(n) for n in range(5000))
    (sheet,) = read_file(write_text(tmp_path / "a.csv", "a;b;c\n1;2;3\n" * 20 + torn + "\n"))
    assert sheet.field_counts.to_pylist()[-1] == 5000
    assert sheet.cells.num_columns == 256
    assert ";".join(rows_of(sheet)[-1]) == torn


def test_a_quote_that_never_closes_swallows_no_other_line(tmp_path):
    text = 'a;b;c\n1;"BUDI;x\n2;"ANI";y\n3;"UPIK;z\n4;w;v\n'
    (sheet,) = read_file(write_text(tmp_path / "a.csv", text))
    assert rows_of(sheet)[1:] == [
        ["1", '"BUDI', "x"],
        ["2", "ANI", "y"],
        ["3", '"UPIK', "z"],
        ["4", "w", "v"],
    ]
    assert sheet.row_numbers.to_pylist() == [1, 2, 3, 4, 5]


def test_a_quote_inside_a_value_is_a_letter_like_others(tmp_path):
    assert read_rows(write_text(tmp_path / "a.csv", 'a;b\n5" pipa;x\n'))[1] == ['5" pipa', "x"]


def test_empty_fields_beyond_the_widest_table_hold_nothing(tmp_path):
    (sheet,) = read_file(write_text(tmp_path / "a.csv", f"a;b{';' * 300}\n1;2{';' * 300}\n"))
    assert sheet.cells.column(sheet.cells.num_columns - 1).null_count == 2


@pytest.mark.parametrize("wrapped", ["all", "those with quotes"])
def test_records_that_a_program_quoted_as_a_whole_are_parted(tmp_path, wrapped):
    rows = [["NIK", "Nama", "Alamat", "RT"], ["1", "SITI", "Jl. A; 2", "3"], ["2", "A", "B", "C"]]
    lines = as_csv(rows, ";").splitlines()
    chosen = [f'"{line.replace(chr(34), chr(34) * 2)}"' for line in lines]
    lines = chosen if wrapped == "all" else [lines[0], chosen[1], lines[2]]
    assert read_rows(write_text(tmp_path / "a.csv", "\n".join(lines))) == rows


def test_a_text_that_excel_is_told_to_show_as_it_is_comes_as_excel_shows_it(tmp_path):
    text = 'NIK;Nama;Alamat\n="0012";"=""SITI""";=1+1\n="a""b";="";x="y"\n'
    assert read_rows(write_text(tmp_path / "a.csv", text))[1:] == [
        ["0012", "SITI", "=1+1"],
        ['a"b', None, 'x="y"'],
    ]


def test_a_nul_is_made_visible_and_its_row_noted(tmp_path):
    (sheet,) = read_file(write_text(tmp_path / "a.csv", "a;b\nSI\x00TI;x\ny;z\n"))
    assert rows_of(sheet)[1] == ["SI\u2400TI", "x"]
    assert sheet.nul_rows == {1}


def test_an_absurdly_long_field_is_a_row_like_others(tmp_path):
    (sheet,) = read_file(write_text(tmp_path / "a.csv", f"a;b\n{'x' * 500_000};y\n"))
    assert len(rows_of(sheet)[1][0]) == 500_000


def test_the_mark_with_which_dos_ends_a_text_is_no_row(tmp_path):
    (tmp_path / "a.csv").write_bytes(b"Nama;Desa\r\nSITI;Loa\r\n\x1a")
    assert read_rows(tmp_path / "a.csv") == [["Nama", "Desa"], ["SITI", "Loa"]]


def test_a_space_between_a_delimiter_and_a_quote_belongs_to_neither(tmp_path):
    path = write_text(tmp_path / "a.csv", '"Nama", "Alamat"\n"SITI", "Jl. A, ""B"""\n')
    assert read_rows(path) == [["Nama", "Alamat"], ["SITI", 'Jl. A, "B"']]


def test_old_line_ends_are_line_ends(tmp_path):
    (sheet,) = read_file(write_text(tmp_path / "a.csv", "a;b\rc;d\r"))
    assert sheet.row_numbers.to_pylist() == [1, 2]


def test_a_text_file_has_no_name_and_no_number_cells(tmp_path):
    (sheet,) = read_file(write_text(tmp_path / "a.csv", "a;b\n6402990101900001;2\n"))
    assert (sheet.name, sheet.is_visible, sheet.number_cells) == ("", True, frozenset())


@pytest.mark.parametrize(
    "content", [b"", b"\n\n\r\n", b"  ; ;\n;;\n", b"\xef\xbb\xbf", b"\xff\xfe"]
)
def test_a_file_without_content_is_empty(tmp_path, content):
    (tmp_path / "a.csv").write_bytes(content)
    with pytest.raises(EmptyFileError):
        read_file(tmp_path / "a.csv")


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7\n1 0 obj\n",
        b"\x89PNG\r\n\x1a\n" + b"\x00" * 50,
        b"\x1f\x8b\x08\x00" + b"x" * 9,
        bytes(range(256)) * 20,
        b"7z\xbc\xaf\x27\x1c\x00\x04",
        b"a\x00\x00\x00\x00b" * 40,
    ],
)
def test_what_is_neither_spreadsheet_nor_text_is_broken(tmp_path, content):
    (tmp_path / "a.xlsx").write_bytes(content)
    with pytest.raises(BrokenFileError):
        read_file(tmp_path / "a.xlsx")


LETTERS = "abcdeéñ 0159;,|\t\"'\n."
TABLES = st.integers(2, 6).flatmap(
    lambda width: st.lists(
        st.lists(st.text(LETTERS, max_size=9), min_size=width, max_size=width),
        min_size=2,
        max_size=8,
    )
)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=200
)
@given(TABLES, st.sampled_from(DELIMITERS), st.sampled_from(["utf-8-sig", "utf-16", "utf-8"]))
def test_any_quoted_table_reads_back(tmp_path, rows, delimiter, encoding):
    rows = [["Nama", *["Kolom"] * (len(rows[0]) - 1)], *rows]
    text = as_csv(rows, delimiter, quoting=csv.QUOTE_ALL)
    read = read_rows(write_text(tmp_path / "a.csv", text, encoding))
    expected = [[field if field.strip() else None for field in row] for row in rows]
    assert read == [row for row in expected if any(row)]


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=100
)
@given(
    st.lists(st.lists(st.text("abcé 015.'", max_size=9), min_size=4, max_size=4), min_size=1),
    st.sampled_from(DELIMITERS),
    st.sampled_from(ENCODINGS),
)
def test_any_plain_table_reads_back_in_any_encoding(tmp_path, rows, delimiter, encoding):
    rows = [HEADER, *rows]
    read = read_rows(write_text(tmp_path / "a.csv", as_csv(rows, delimiter), encoding))
    expected = [[field if field.strip() else None for field in row] for row in rows]
    assert read == [row for row in expected if any(row)]
