"""The same rows linked by Splink, set up as a careful user of it would, beside Padan.

`python -m tests.benchmarks.splink_baseline --splink PYTHON [--persons 20000] [--profile as_usual]`

Splink needs an interpreter of its own with the packages splink, duckdb and pyarrow. It gets Padan's
normalised names and sounds, and of its thresholds the one that the truth likes best is shown:
both in its favour.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

# Natural logarithms, as Padan counts, are log(2) of Splink's bits.
WEIGHTS_IN_BITS = (0.0, 4.0, 7.0, 10.0, 13.0, 16.0, 20.0)
SHOWN = ("all", "p3ke+p3ke", "dtks+dtks", "dtks+p3ke", "twins", "nik_unusable_both")


def link_with_splink(nodes: Path, out: Path) -> dict[str, float]:
    """Cluster nodes at each threshold; runs where Splink is installed.

    Args:
        nodes: Parquet, a row for each node.
        out: Parquet to write: `node_id, threshold, cluster`.
    """
    import duckdb
    from splink import DuckDBAPI, Linker

    engine = duckdb.connect(config={"threads": 2})
    engine.execute(f"create table node as select * from '{nodes}'")
    began = time.perf_counter()
    api = DuckDBAPI(engine)
    linker = Linker(api.register("node"), _settings())
    _train(linker)
    trained = time.perf_counter()
    pairs = linker.inference.predict(threshold_match_weight=min(WEIGHTS_IN_BITS))
    tables = []
    for weight in WEIGHTS_IN_BITS:
        clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(
            pairs, threshold_match_weight=weight
        )
        tables.append(
            f"select unique_id as node_id, {weight} as threshold, cluster_id as cluster "
            f"from {clusters.physical_name}"
        )
    engine.execute(f"copy ({' union all '.join(tables)}) to '{out}' (format parquet)")
    return {"train": trained - began, "link": time.perf_counter() - trained}


def _settings() -> Any:
    import splink.comparison_library as cl
    from splink import SettingsCreator, block_on

    nik = cl.CustomComparison(
        output_column_name="nik",
        comparison_levels=[
            _level("nik_l is null or nik_r is null", "missing", is_null=True),
            _level("nik_l = nik_r", "equal"),
            _level("left(nik_l, 15) = left(nik_r, 15)", "first 15 equal"),
            _level("damerau_levenshtein(nik_l, nik_r) <= 1", "one edit"),
            _level("substr(nik_l, 7, 6) = substr(nik_r, 7, 6)", "date equal"),
            _level("else", "other"),
        ],
    )
    born = cl.CustomComparison(
        output_column_name="born",
        comparison_levels=[
            _level("born_l is null or born_r is null", "missing", is_null=True),
            _level("born_l = born_r and not is_first_of_january_l", "equal"),
            _level("born_l = born_r", "equal, 1 January"),
            _level("born_l = born_other_r or born_r = born_other_l", "swapped"),
            _level("damerau_levenshtein(born_key_l, born_key_r) <= 1", "one edit"),
            _level("born_year_l = born_year_r", "year"),
            _level("else", "other"),
        ],
    )
    same_street = "village_l = village_r and street_l = street_r"
    place = cl.CustomComparison(
        output_column_name="village",
        comparison_levels=[
            _level(f"{same_street} and rt_l = rt_r", "street and RT"),
            _level(same_street, "street"),
            _level("village_l = village_r", "village"),
            _level("kecamatan_l = kecamatan_r", "kecamatan"),
            _level("else", "other"),
        ],
    )
    name = cl.JaroWinklerAtThresholds("flat", [0.94, 0.88, 0.75])
    return SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            name.configure(term_frequency_adjustments=True),
            nik,
            born,
            cl.ExactMatch("sex"),
            cl.JaroWinklerAtThresholds("mother_sound", [0.9]),
            place,
            cl.ExactMatch("role"),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("nik"),
            block_on("born", "flat"),
            block_on("born", "start"),
            block_on("born", "village"),
            block_on("flat", "village", "sex"),
            block_on("start", "village", "born_year"),
            block_on("flat", "born_year", "kecamatan"),
            block_on("list", "start"),
            block_on("mother_sound", "start", "kecamatan"),
            block_on("source_key"),
        ],
        retain_matching_columns=False,
    )


def _level(condition: str, label: str, *, is_null: bool = False) -> dict[str, Any]:
    level: dict[str, Any] = {"sql_condition": condition, "label_for_charts": label}
    return level | ({"is_null_level": True} if is_null else {})


def _train(linker: Any) -> None:
    from splink import block_on

    certain = [block_on("nik", "flat"), block_on("flat", "born", "village", "sex")]
    linker.training.estimate_probability_two_random_records_match(certain, recall=0.85)
    linker.training.estimate_u_using_random_sampling(max_pairs=3e6, seed=1)
    for rule in (block_on("nik"), block_on("flat", "born"), block_on("born", "village")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)


def compare(persons: int, seed: int, profile: str, splink: str) -> dict[str, Any]:
    """Return F1 of both on one simulated set."""
    import pyarrow.parquet as pq

    from pipelines.engine import open_engine
    from pipelines.linkage.columns import prepare
    from pipelines.linkage.evaluate import evaluate_pairs
    from pipelines.linkage.model import load_model
    from tests.benchmarks.ablation import judged
    from tests.benchmarks.linkage_sets import simulated_set

    data = simulated_set(persons, seed, profile)
    figures = {"Padan": judged(data, load_model())}
    with tempfile.TemporaryDirectory() as name, open_engine() as engine:
        folder = Path(name)
        prepare(engine, data.nodes)
        nodes = engine.sql("""
            select n.* exclude (node_id, cluster_id) replace (strftime(born, '%d%m%y') as born_key),
                n.node_id as unique_id, name.flat
            from node as n left join name on n.name_id = name.name_id
        """).to_arrow_table()
        pq.write_table(nodes, folder / "nodes.parquet")
        command = [
            splink,
            __file__,
            str(folder / "nodes.parquet"),
            str(folder / "clusters.parquet"),
        ]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
        engine.register("known", data.rows)
        engine.register("found", pq.read_table(folder / "clusters.parquet"))
        for weight in WEIGHTS_IN_BITS:
            rows = engine.execute(
                "select k.* replace (f.cluster as person_id) from known as k"
                " inner join found as f on k.node_id = f.node_id where f.threshold = ?",
                [weight],
            ).to_arrow_table()
            figures[f"Splink at {weight:g} bits"] = evaluate_pairs(rows)
    return {
        "seconds": json.loads(done.stdout.splitlines()[-1]),
        "figures": {
            who: {
                "precision": found.pairs["all"].precision,
                "recall": found.pairs["all"].recall,
                **{group: round(found.pairs[group].f1, 4) for group in SHOWN},
            }
            for who, found in figures.items()
        },
    }


def main() -> None:
    """Compare on one set, print JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--splink", required=True, help="a Python that has splink")
    parser.add_argument("--persons", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=41)
    parser.add_argument("--profile", default="as_usual")
    options = parser.parse_args()
    found = compare(options.persons, options.seed, options.profile, options.splink)
    sys.stdout.write(json.dumps(found, indent=1) + "\n")


if __name__ == "__main__":
    # With two paths alone it is the other interpreter's part.
    if len(sys.argv) == 3 and not sys.argv[1].startswith("--"):
        seconds = link_with_splink(Path(sys.argv[1]), Path(sys.argv[2]))
        sys.stdout.write(json.dumps(seconds) + "\n")
    else:
        main()
