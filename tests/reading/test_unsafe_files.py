"""Files that are locked, lie about their size, or unpack to absurdly much."""

import struct
import tracemalloc
import zipfile

import pytest
import xlwt

from pipelines.reading import apart, list_members, read_file
from pipelines.reading.errors import (
    BrokenFileError,
    EmptyFileError,
    EncryptedFileError,
    NestedZipError,
    ReadingError,
    TooLargeError,
    ZipBombError,
)

from .building import SHEET_PART, patch_part, read_rows, xlsx_of_rows, xlsx_of_xml, zip_of

MEGABYTE = 1024 * 1024


def declare_size(path, name, size):
    """Let both headers of an entry say that it unpacks to so many bytes."""
    content = bytearray(path.read_bytes())
    encoded = name.encode()
    local = (
        content.index(b"PK\x03\x04" + content[4:4])
        if False
        else _header(content, b"PK\x03\x04", 30, encoded)
    )
    central = _header(content, b"PK\x01\x02", 46, encoded)
    content[local + 22 : local + 26] = struct.pack("<I", size)
    content[central + 24 : central + 28] = struct.pack("<I", size)
    path.write_bytes(content)


def set_flag(path, bit):
    content = bytearray(path.read_bytes())
    for magic, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = content.find(magic)
        while start >= 0:
            content[start + offset] |= bit
            start = content.find(magic, start + 4)
    path.write_bytes(content)


def _header(content, magic, length, name):
    start = content.find(magic)
    while content[start + length : start + length + len(name)] != name:
        start = content.find(magic, start + 4)
    return start


def ole_file(stream_name):
    """The smallest OLE container with one stream of that name (512-byte sectors)."""
    end, free, fat_mark = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        0x3E,
        3,
        0xFFFE,
        9,
        6,
        0,
        1,
        1,
        0,
        4096,
        end,
        0,
        end,
        0,
        0,
    )
    header = header.ljust(512, b"\xff")
    fat = struct.pack("<128I", fat_mark, end, *range(3, 10), end, *[free] * 118)

    def entry(name, kind, child, start, size):
        encoded = (name + "\0").encode("utf-16-le")
        return struct.pack(
            "<64sHBBIII16x4x16xIII",
            encoded,
            len(encoded),
            kind,
            1,
            free,
            free,
            child,
            start,
            size,
            0,
        )

    directory = entry("Root Entry", 5, 1, end, 0) + entry(stream_name, 2, free, 2, 4096)
    return header + fat + directory.ljust(512, b"\0") + b"\x07" * 4096


def test_an_encrypted_xlsx_is_named_as_such(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(ole_file("EncryptedPackage"))
    with pytest.raises(EncryptedFileError):
        read_file(tmp_path / "a.xlsx")


def test_an_ole_file_without_a_workbook_is_broken(tmp_path):
    (tmp_path / "a.xls").write_bytes(ole_file("WordDocument"))
    with pytest.raises(BrokenFileError):
        read_file(tmp_path / "a.xls")


def test_an_encrypted_xls_is_named_as_such(tmp_path):
    book = xlwt.Workbook()
    book.add_sheet("Data").write(0, 0, "x")
    book.save(tmp_path / "a.xls")
    content = (tmp_path / "a.xls").read_bytes()
    # The record WINDOWPROTECT of two bytes becomes FILEPASS of two bytes.
    window_protect = struct.pack("<2H", 0x0019, 2)
    assert window_protect in content
    (tmp_path / "a.xls").write_bytes(
        content.replace(window_protect, struct.pack("<2H", 0x2F, 2), 1)
    )
    with pytest.raises(EncryptedFileError):
        read_file(tmp_path / "a.xls")


def test_an_encrypted_entry_of_a_zip_is_named_as_such(tmp_path):
    path = zip_of(tmp_path / "a.zip", {"a.csv": b"a;b\n1;2\n"})
    set_flag(path, 0x1)
    assert list_members(path) == ["a.csv"]
    with pytest.raises(EncryptedFileError):
        read_file(path, inner="a.csv")


def test_a_sheet_that_unpacks_to_absurdly_much_is_a_bomb(tmp_path):
    path = xlsx_of_xml(tmp_path / "a.xlsx", " " * (25 * MEGABYTE))
    with pytest.raises(ZipBombError):
        read_file(path)


def test_a_part_that_nobody_needs_can_be_a_bomb_too(tmp_path):
    path = xlsx_of_rows(tmp_path / "a.xlsx", [["a"]])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/media/image1.png", bytes(25 * MEGABYTE))
    with pytest.raises(ZipBombError):
        read_file(path)


def test_parts_that_are_bombs_only_together_are_one(tmp_path):
    path = xlsx_of_rows(tmp_path / "a.xlsx", [["a"]])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package:
        for number in range(4):
            package.writestr(f"xl/media/image{number}.png", bytes(22 * MEGABYTE - 1) + b"x")
    with pytest.raises(ZipBombError):
        read_file(path)


def test_a_bomb_whose_headers_declare_a_small_size_is_a_bomb(tmp_path):
    path = xlsx_of_xml(tmp_path / "a.xlsx", " " * (25 * MEGABYTE))
    declare_size(path, SHEET_PART, 1000)
    with pytest.raises(ZipBombError):
        read_file(path)


def test_a_header_that_lies_about_a_harmless_size_is_broken(tmp_path):
    path = xlsx_of_rows(tmp_path / "a.xlsx", [["a", "b"]])
    declare_size(path, SHEET_PART, 100)
    with pytest.raises(BrokenFileError):
        read_file(path)


def test_a_large_sheet_of_ordinary_density_is_no_bomb(tmp_path):
    rows = "".join(
        f'<row r="{r}"><c r="A{r}"><v>{r * 7919 % 99991}</v></c><c r="B{r}"><v>{r}</v></c></row>'
        for r in range(1, 300_000)
    )
    path = xlsx_of_xml(tmp_path / "a.xlsx", rows)
    with zipfile.ZipFile(path) as package:
        assert package.getinfo(SHEET_PART).file_size > 20 * MEGABYTE
    (sheet,) = read_file(path)
    assert sheet.cells.num_rows == 299_999


@pytest.mark.parametrize("length", [32_767, 32_768])
@pytest.mark.parametrize("kind", ["shared", "inline"])
def test_a_cell_beyond_what_excel_allows_is_a_bomb(tmp_path, length, kind):
    text = "é" * length
    if kind == "shared":
        path = xlsx_of_rows(tmp_path / "a.xlsx", [["QQ", "x"]])
        patch_part(path, "xl/sharedStrings.xml", lambda xml: xml.replace(b"QQ", text.encode()))
    else:
        path = xlsx_of_xml(
            tmp_path / "a.xlsx",
            f'<row r="7"><c r="B7" t="inlineStr"><is><t>{text}</t></is></c></row>',
        )
    if length <= 32_767:
        assert text in read_rows(path)[0]
        return
    with pytest.raises(ZipBombError) as refused:
        read_file(path)
    if kind == "inline":
        assert (refused.value.row, refused.value.column) == (7, 2)


def test_one_long_text_in_very_many_cells_is_too_large(tmp_path):
    rows = "".join(f'<row r="{r}"><c r="A{r}" t="s"><v>0</v></c></row>' for r in range(1, 50_000))
    path = xlsx_of_xml(tmp_path / "a.xlsx", rows)
    patch_part(
        path,
        "xl/sharedStrings.xml",
        lambda xml: xml.replace(b"<t>x</t>", b"<t>" + b"y" * 32_000 + b"</t>"),
    )
    tracemalloc.start()
    with pytest.raises(TooLargeError):
        read_file(path)
    assert tracemalloc.get_traced_memory()[1] < 200 * MEGABYTE
    tracemalloc.stop()


def test_a_workbook_that_says_it_shares_absurdly_many_strings_is_broken(tmp_path):
    path = xlsx_of_rows(tmp_path / "a.xlsx", [["a", "b"]])
    patch_part(
        path,
        "xl/sharedStrings.xml",
        lambda xml: xml.replace(b'uniqueCount="2"', b'uniqueCount="999999999999"'),
    )
    with pytest.raises(BrokenFileError):
        read_file(path)


def test_an_xls_whose_reading_process_ends_without_an_answer_is_broken(tmp_path, monkeypatch):
    book = xlwt.Workbook()
    book.add_sheet("Data").write(0, 0, "x")
    book.save(tmp_path / "a.xls")
    monkeypatch.setattr(apart, "PROCESS", "pipelines.reading.no_such_process")
    with pytest.raises(BrokenFileError):
        read_file(tmp_path / "a.xls")


def test_an_xls_with_one_long_text_in_very_many_cells_is_refused(tmp_path):
    book = xlwt.Workbook()
    sheet = book.add_sheet("Data")
    for row in range(60_000):
        sheet.write(row, 0, "y" * 32_000)
    book.save(tmp_path / "a.xls")
    with pytest.raises((BrokenFileError, TooLargeError)):
        read_file(tmp_path / "a.xls")


def test_a_zip_within_a_zip_is_named_as_such(tmp_path):
    inner = zip_of(tmp_path / "b.zip", {"a.csv": b"a;b\n1;2\n"}).read_bytes()
    path = zip_of(tmp_path / "a.zip", {"b.zip": inner})
    with pytest.raises(NestedZipError):
        read_file(path, inner="b.zip")


def test_a_bomb_inside_a_zip_is_a_bomb(tmp_path):
    path = zip_of(tmp_path / "a.zip", {"a.csv": b"a;b\n" * (7 * MEGABYTE)})
    with pytest.raises(ZipBombError):
        read_file(path, inner="a.csv")


def test_a_workbook_that_is_a_bomb_inside_a_zip_is_a_bomb(tmp_path):
    bomb = xlsx_of_xml(tmp_path / "a.xlsx", " " * (25 * MEGABYTE)).read_bytes()
    with pytest.raises(ZipBombError):
        read_file(zip_of(tmp_path / "a.zip", {"a.xlsx": bomb}), inner="a.xlsx")


def test_a_zip_of_files_is_read_file_by_file(tmp_path):
    book = xlsx_of_rows(tmp_path / "a.xlsx", [["a", "b"]]).read_bytes()
    path = zip_of(
        tmp_path / "kirim.zip",
        {
            "juli/a.xlsx": book,
            "juli/": b"",
            "b.csv": b"c;d\n1;2\n",
            "__MACOSX/juli/._a.xlsx": b"x",
            ".DS_Store": b"x",
            "juli/~$a.xlsx": b"x",
        },
    )
    assert list_members(path) == ["juli/a.xlsx", "b.csv"]
    assert [len(read_file(path, inner=name)) for name in list_members(path)] == [1, 1]


def test_a_member_whose_name_begins_with_a_point_for_a_folder_is_no_hidden_file(tmp_path):
    path = zip_of(tmp_path / "a.zip", {"./a.csv": b"a;b\n", "../../b.csv": b"c\n", ".git": b"x"})
    assert list_members(path) == ["./a.csv", "../../b.csv"]


@pytest.mark.parametrize(
    "members", [{}, {"juli/": b"", "__MACOSX/._a": b"x"}], ids=["none", "dust"]
)
def test_a_zip_without_files_is_empty(tmp_path, members):
    with pytest.raises(EmptyFileError):
        read_file(zip_of(tmp_path / "a.zip", members))


def test_what_is_no_zip_of_files_has_no_members(tmp_path):
    book = xlsx_of_rows(tmp_path / "a.xlsx", [["a"]])
    (tmp_path / "a.csv").write_bytes(b"a;b\n")
    assert list_members(book) is None
    assert list_members(tmp_path / "a.csv") is None


def test_a_zip_that_is_cut_off_is_broken(tmp_path):
    path = zip_of(tmp_path / "a.zip", {"a.csv": b"a;b\n1;2\n"})
    path.write_bytes(path.read_bytes()[:-10])
    with pytest.raises(BrokenFileError):
        list_members(path)


def test_a_member_that_is_not_there_is_broken(tmp_path):
    path = zip_of(tmp_path / "a.zip", {"a.csv": b"a;b\n1;2\n"})
    with pytest.raises(BrokenFileError):
        read_file(path, inner="b.csv")


def test_an_office_document_that_is_no_workbook_is_broken(tmp_path):
    path = zip_of(
        tmp_path / "a.docx", {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"}
    )
    with pytest.raises(BrokenFileError):
        read_file(path)


def test_an_xml_workbook_of_2003_is_named_as_of_a_format_that_is_not_read(tmp_path):
    path = tmp_path / "a.xls"
    path.write_text(
        '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"></Workbook>'
    )
    with pytest.raises(BrokenFileError, match="2003"):
        read_file(path)


def test_an_error_says_where_and_no_value_of_a_cell():
    error = ZipBombError("A cell is too long.", sheet="Data", row=7, column=2)
    assert str(error) == "sheet Data, row 7, column 2: A cell is too long."
    assert (error.code, error.sheet, error.row, error.column) == ("zip_bomb", "Data", 7, 2)
    assert isinstance(error, ReadingError)
