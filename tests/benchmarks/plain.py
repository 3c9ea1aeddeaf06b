"""The packages of the card, used plainly: what an analyst would write in an afternoon.

`python -m tests.benchmarks.plain MONTH_FOLDER URL` prints seconds per step and peak memory as JSON.
"""

import json
import resource
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import great_expectations as gx
import pandas as pd
from sqlalchemy import create_engine

HEADER_ROWS_SEARCHED = 15
seconds: dict[str, float] = {}


@contextmanager
def step(name: str) -> Iterator[None]:
    began = time.perf_counter()
    yield
    seconds[name] = round(time.perf_counter() - began, 2)


def read(path: Path) -> pd.DataFrame:
    """All sheets of one file with the header found by its NIK column."""
    if path.suffix == ".csv":
        return pd.read_csv(path, sep=";", dtype=str)
    frames = []
    for sheet in pd.read_excel(path, sheet_name=None, header=None, dtype=str).values():
        head = sheet.head(HEADER_ROWS_SEARCHED)
        rows = [i for i, row in head.iterrows() if row.astype(str).str.contains("NIK").any()]
        if rows:
            body = sheet.iloc[rows[0] + 1 :]
            body.columns = sheet.iloc[rows[0]].astype(str)
            frames.append(body.dropna(how="all"))
    return pd.concat(frames, ignore_index=True)


def main() -> None:
    folder, url = Path(sys.argv[1]), sys.argv[2]
    engine = create_engine(url)
    with step("read"):
        tables: dict[str, list[pd.DataFrame]] = {"family": [], "p3ke": [], "dtks": []}
        for path in sorted(folder.glob("*/*")):
            frame = read(path)
            name = "dtks" if path.parent.name == "dtks" else "p3ke"
            if "Kepala Keluarga" in frame.columns or "Nama Kepala Keluarga" in frame.columns:
                name = "family"
            tables[name].append(frame)
        frames = {n: pd.concat(parts, ignore_index=True) for n, parts in tables.items() if parts}
    with step("load"):
        for name, frame in frames.items():
            frame.to_sql(
                f"plain_{name}", engine, if_exists="replace", index=False, chunksize=10_000
            )
    with step("validate"):
        context = gx.get_context(mode="ephemeral")
        source = context.data_sources.add_pandas("plain")
        for name, frame in frames.items():
            suite = context.suites.add(gx.ExpectationSuite(name=name))
            for column in frame.columns[:20]:
                suite.add_expectation(gx.expectations.ExpectColumnValuesToNotBeNull(column=column))
            nik = next(column for column in frame.columns if column.startswith("NIK"))
            suite.add_expectation(
                gx.expectations.ExpectColumnValuesToMatchRegex(column=nik, regex=r"^\d{16}$")
            )
            asset = source.add_dataframe_asset(name).add_batch_definition_whole_dataframe("all")
            definition = gx.ValidationDefinition(name=name, data=asset, suite=suite)
            context.validation_definitions.add(definition).run(
                batch_parameters={"dataframe": frame}, result_format="BOOLEAN_ONLY"
            )
    with step("link"):
        persons = [
            frames[name].drop_duplicates("NIK") for name in ("p3ke", "dtks") if name in frames
        ]
        merged = persons[0]
        if len(persons) == 2:
            merged = persons[0].merge(persons[1], on="NIK", how="outer", suffixes=("", "_dtks"))
    with step("publish"):
        village = merged.groupby(["Kecamatan", "Desa/Kelurahan"]).size().reset_index(name="persons")
        village.to_sql("plain_village", engine, if_exists="replace", index=False)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    rows = sum(len(frame) for frame in frames.values())
    sys.stdout.write(json.dumps({"rows": rows, "seconds": seconds, "peak_memory_mb": peak}) + "\n")


if __name__ == "__main__":
    main()
