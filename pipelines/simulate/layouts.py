"""Headers and values of each layout, as the offices write them."""

from __future__ import annotations

_PLACE = ("Provinsi", "Kabupaten/Kota", "Kecamatan", "Desa/Kelurahan", "Kode Kemdagri")

P3KE_2022_FAMILY = (
    "No", "ID Keluarga P3KE", *_PLACE, "Desil Kesejahteraan", "Alamat", "Kepala Keluarga", "NIK",
    "Padan Dukcapil", "Jenis Kelamin", "Tanggal Lahir", "Pekerjaan", "Pendidikan",
    "Kepemilikan Rumah", "Memiliki Simpanan Uang/Perhiasan/Ternak/Lainnya", "Jenis Atap",
    "Jenis Dinding", "Jenis Lantai", "Sumber Penerangan", "Bahan Bakar Memasak",
    "Sumber Air Minum", "Memiliki Fasilitas Buang Air Besar", "Penerima BPNT", "Penerima BPUM",
    "Penerima BST", "Penerima PKH", "Penerima SEMBAKO", "Resiko Stunting",
)  # fmt: skip
P3KE_2022_PERSON = (
    "No", "ID Keluarga P3KE", *_PLACE, "Desil Kesejahteraan", "Alamat", "ID Individu", "Nama",
    "NIK", "Padan Dukcapil", "Jenis Kelamin", "Hubungan dengan Kepala Keluarga", "Tanggal Lahir",
    "Status Kawin", "Pekerjaan", "Pendidikan", "Usia dibawah 7 tahun", "Usia 7-12", "Usia 13-15",
    "Usia 16-18", "Usia 19-21", "Usia 22-59", "Usia 60 tahun keatas", "Penerima BPNT",
    "Penerima BPUM", "Penerima BST", "Penerima PKH", "Penerima SEMBAKO", "Resiko Stunting",
)  # fmt: skip
P3KE_2023_FAMILY = (
    "ID Keluarga P3KE", "Dimuktakhirkan Tahun", *_PLACE, "Desil Kesejahteraan", "Persentil",
    "Alamat", "Prioritas Verval", "Nama Kepala Keluarga", "NIK Kepala Keluarga",
    "NIK Kepala Keluarga Padan Kemdagri", "Jenis Kelamin Kepala Keluarga",
    "Tanggal Lahir Kepala Keluarga", "Status Kawin Kepala Keluarga", "Pekerjaan Kepala Keluarga",
    "Status Pekerjaan Kepala Keluarga", "Pendidikan Kepala Keluarga", "Kepemilikan Rumah",
    "Memiliki Simpanan Uang/Perhiasan/Ternak/Lainnya", "Jenis Atap", "Kualitas Atap",
    "Jenis Dinding", "Kualitas Dinding", "Jenis Lantai", "Kualitas Lantai", "Sumber Penerangan",
    "Daya Listrik Terpasang", "Bahan Bakar Memasak", "Sumber Air Minum",
    "Memiliki fasilitas Buang Air Besar", "Resiko Stunting", "Penerima BPNT", "Penerima BPUM",
    "Penerima BST", "Penerima PKH", "Penerima SEMBAKO", "Penerima Prakerja", "Penerima KUR",
)  # fmt: skip
P3KE_2023_PERSON = (
    "ID Keluarga P3KE", "Dimuktakhirkan Tahun", *_PLACE, "Desil Kesejahteraan", "Persentil",
    "Alamat", "ID Individu", "Prioritas Verval", "Nama", "NIK", "Tanggal Lahir", "Padan Dukcapil",
    "Jenis Kelamin", "Hubungan dengan Kepala Keluarga", "Status Kawin", "Pekerjaan",
    "Status Pekerjaan", "Pendidikan", "Usia 2023", "Kelompok Usia 2023", "Penerima BPNT",
    "Penerima BPUM", "Penerima BST", "Penerima PKH", "Penerima SEMBAKO", "Penerima Prakerja",
    "Penerima KUR",
)  # fmt: skip
DTKS_BNBA = (
    "ID DTKS", "Provinsi", "Kabupaten/Kota", "Kecamatan", "Desa/Kelurahan", "Alamat", "Dusun",
    "RT", "RW", "No KK", "NIK", "Nama", "Tanggal Lahir", "Tempat Lahir", "Jenis Kelamin",
    "Pekerjaan", "Nama Ibu Kandung", "Hub. Keluarga", "Keterangan Padan", "Bansos BPNT",
    "Bansos PKH", "Bansos BPNT PPKM", "PBI JKN",
)  # fmt: skip

# Columns that some offices add, each with what it says of the living and of the dead.
STATUS_COLUMNS = (
    ("Status Keberadaan", "1", "4"),
    ("Status Keberadaan", "Terkonfirmasi", "Meninggal"),
    ("masih_hidup_label", "YA", "TIDAK"),
    ("keterangan_meninggal", "", "Meninggal dunia"),
)

PROVINCE, REGENCY = "KALIMANTAN TIMUR", "KUTAI KARTANEGARA"
SEX = ("Laki-laki", "Perempuan")
MARITAL = ("Belum Kawin", "Kawin", "Cerai Hidup", "Cerai Mati")
RELATION_2022 = ("Kepala Keluarga", "Istri", "Anak", "Lainnya")
RELATION_2023 = ("Kepala Keluarga", "Istri/Suami", "Anak", "Lainnya")
RELATION_DTKS = ("KEPALA KELUARGA", "ISTRI", "ANAK", "FAMILI LAIN")
NO_OCCUPATION = "Tidak/belum bekerja"
OCCUPATIONS = (
    "Petani", "Petani", "Petani", "Nelayan", "Nelayan", "Pedagang", "Wiraswasta",
    "Pegawai Swasta", "Pekerja Lepas", "Pekerja Lepas", "Tidak/belum bekerja",
    "Tidak/belum bekerja", "Pensiunan", "PNS/TNI/Polri",
)  # fmt: skip
UNKNOWN_OCCUPATIONS = ("Buruh Kebun Sawit", "IRT", "Serabutan", "Motoris Ketinting")
OCCUPATION_STATUS = (
    "Berusaha sendiri", "Berusaha dibantu buruh tetap/dibayar",
    "Berusaha dibantu buruh tidak tetap/buruh tidak dibayar", "Buruh/Karyawan/Pegawai",
    "Pekerja bebas", "Pekerja keluarga/tidak dibayar",
)  # fmt: skip
NO_STATUS = "Kosong"
EDUCATION_2022 = (
    "Tidak/belum sekolah", "Tidak tamat SD/sederajat", "Tamat SD/sederajat", "Tamat SD/sederajat",
    "Tamat SMP/sederajat", "Tamat SMA/sederajat", "Tamat Perguruan Tinggi",
)  # fmt: skip
# Still at school, by age from 7, 13, 16 and 19.
AT_SCHOOL_2022 = (
    "Siswa SD/sederajat", "Siswa SMP/sederajat", "Siswa SMA/sederajat",
    "Mahasiswa Perguruan Tinggi",
)  # fmt: skip
EDUCATION_2023 = (
    "Tidak/Belum Sekolah", "Tdk Tamat SD/Sederajat", "Tamat SD/Sederajat", "Tamat SD/Sederajat",
    "Tamat SLTP/Sederajat", "Tamat SLTA/Sederajat", "Tamat PT/Akademi",
)  # fmt: skip
AT_SCHOOL_2023 = (
    "Masih SD/Sederajat", "Masih SLTP/Sederajat", "Masih SLTA/Sederajat", "Masih PT/Akademi",
)  # fmt: skip
YES_NO = ("Ya", "Tidak")
QUALITY = ("Bagus/Kualitas Tinggi", "Jelek/Kualitas Rendah", "Kosong")
_ROOF = ("Asbes/Seng", "Bambu", "Beton", "Genteng", "Jerami/Ijuk/Rumbia/Daun-daunan", "Kayu/Sirap")
_WALL = ("Tembok", "Kayu/Papan", "Kayu/Papan", "Bambu", "Seng", "Lainnya")
_FLOOR = (
    "Keramik/Granit/Marmer/Ubin/Tegel/Teraso", "Semen", "Kayu/Papan", "Kayu/Papan", "Bambu",
    "Tanah", "Lainnya",
)  # fmt: skip
_FUEL = ("Listrik/Gas", "Minyak Tanah", "Arang/Kayu", "Lainnya")
_WATER = (
    "Air Kemasan/Isi Ulang", "Ledeng/PAM", "Sumur Bor", "Sumur Terlindung",
    "Sumur Tidak Terlindung", "Air Permukaan (Sungai, Danau, dll)", "Air Hujan", "Lainnya",
)  # fmt: skip
HOUSING_2022 = {
    "Kepemilikan Rumah": (
        "Milik Sendiri", "Milik Sendiri", "Kontrak/Sewa", "Bebas Sewa", "Menumpang", "Dinas",
        "Lainnya",
    ),
    "Memiliki Simpanan Uang/Perhiasan/Ternak/Lainnya": YES_NO,
    "Jenis Atap": _ROOF,
    "Jenis Dinding": _WALL,
    "Jenis Lantai": _FLOOR,
    "Sumber Penerangan": (
        "Listrik Pribadi s/d 900 Watt", "Listrik Pribadi > 900 Watt", "Genset/solar cell",
        "Listrik Bersama", "Non-Listrik",
    ),
    "Bahan Bakar Memasak": _FUEL,
    "Sumber Air Minum": _WATER,
    "Memiliki Fasilitas Buang Air Besar": (
        "Ya, dengan Septic Tank", "Ya, tanpa Septic Tank", "Tidak, Jamban Umum/Bersama", "Lainnya",
    ),
}  # fmt: skip
HOUSING_2023 = {
    "Kepemilikan Rumah": (
        "Milik Sendiri", "Milik Sendiri", "Kontrak/Sewa", "Bebas Sewa/Menumpang", "Dinas",
        "Lainnya",
    ),
    "Memiliki Simpanan Uang/Perhiasan/Ternak/Lainnya": (*YES_NO, "Kosong"),
    "Jenis Atap": (
        "Asbes/Seng", "Bambu", "Beton", "Genteng", "Jerami/Ijuk/Rumbia/ Daun-daunan",
        "Kayu/Sirap", "Lainnya",
    ),
    "Jenis Dinding": _WALL,
    "Jenis Lantai": _FLOOR,
    "Sumber Penerangan": (
        "Listrik PLN meteran", "Listrik PLN non meteran", "Listrik non-PLN", "Bukan listrik",
    ),
    "Bahan Bakar Memasak": _FUEL,
    "Sumber Air Minum": _WATER,
    "Memiliki fasilitas Buang Air Besar": ("Milik sendiri", "Umum/Bersama", "Lainnya", "Kosong"),
}  # fmt: skip
POWER_2023 = ("=< 900 watt", "> 900 watt", "Kosong")
PADAN_2022 = ("Ya", "Tidak")
PADAN_2023 = ("Padan", "Tidak Padan", "Kosong")
STUNTING_2023 = ("Beresiko Stunting", "Tidak Beresiko Stunting", "Bukan Target Sasaran")
AGE_FLAGS_2022 = (
    ("Usia dibawah 7 tahun", 0, 7), ("Usia 7-12", 7, 13), ("Usia 13-15", 13, 16),
    ("Usia 16-18", 16, 19), ("Usia 19-21", 19, 22), ("Usia 22-59", 22, 60),
    ("Usia 60 tahun keatas", 60, 200),
)  # fmt: skip
# Age 5 stands in no label of the source; it is put with the youngest here.
AGE_GROUPS_2023 = (
    ("Usia < 5 Tahun", 0), ("Usia 6-12 Tahun", 6), ("Usia 13-15 Tahun", 13),
    ("Usia 16-18 Tahun", 16), ("Usia 19 - 59 Tahun", 19), ("Usia 60+ Tahun", 60),
)  # fmt: skip
# Part of the listed families that receive each programme, in the order of the 2023 columns.
PROGRAMMES = (
    ("Penerima BPNT", 0.42), ("Penerima BPUM", 0.05), ("Penerima BST", 0.18),
    ("Penerima PKH", 0.33), ("Penerima SEMBAKO", 0.40), ("Penerima Prakerja", 0.03),
    ("Penerima KUR", 0.06),
)  # fmt: skip
MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September",
    "Oktober", "November", "Desember",
)  # fmt: skip
STREETS = (
    "Mawar", "Melati", "Kenanga", "Pesut", "Mahakam", "Awang Long", "Danau Semayang", "Belida",
    "Gunung Belah", "Wolter Monginsidi", "Poros Kota Bangun", "Pattimura", "Imam Bonjol",
    "Akhmad Muksin", "Kartini", "Durian", "Rambutan", "Langsat", "Pelabuhan", "Masjid", "Gereja",
    "Pasar Lama", "Perintis", "Trans", "Sungai", "Jelawat", "Diponegoro", "Panji",
    "Sungai Keledang", "Handil", "Usaha Tani",
)  # fmt: skip
