"""Which family lists are one family: the strongest overlap first, no chain that fuses strangers."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from pipelines.families.rule import FamilyRule
from pipelines.linkage.contraction import contract

Positions = NDArray[np.int64]
# Outweighs any sum of shared people.
TWO_FAMILIES = -1000.0
JOINED_SCHEMA = pa.schema([("list_id", pa.int32()), ("cluster_id", pa.int32())])


def resolve_lists(pairs: pa.Table, rule: FamilyRule) -> pa.Table:
    """Return `list_id, cluster_id` of lists that are a family with one before: the first by name.

    Two lists of one source are never one family unless the rule joins them as a pair. Ties go to
    the first by name, so that the order in which months came does not matter.

    Args:
        pairs: Rows of `PAIR_SCHEMA`, by lists.
    """
    if not pairs.num_rows:
        return JOINED_SCHEMA.empty_table()
    place, list_id, source = _lists(pairs)
    ends = [np.searchsorted(place, pairs[f"{side}_place"].to_numpy()) for side in ("left", "right")]
    # The lower list by number may be the later one by name.
    left, right = np.minimum(*ends), np.maximum(*ends)
    weight = rule.weigh(pairs).to_numpy()
    joined = weight > 0
    components = _components(len(list_id), left[joined], right[joined])
    contested = _contested(components, source)
    clusters = components.copy()
    at_stake = np.flatnonzero(contested[components])
    clusters[at_stake] = at_stake
    edges = contested[components[left]] & (components[left] == components[right])
    weighed = list(
        zip(left[edges].tolist(), right[edges].tolist(), weight[edges].tolist(), strict=True)
    )
    joined_pairs = {(a, b) for a, b, w in weighed if w > 0}
    held_apart = [
        (a, b, TWO_FAMILIES)
        for a, b in _pairs_of_one_source(at_stake, components, source)
        if (a, b) not in joined_pairs
    ]
    for one, owner in contract(weighed, held_apart).items():
        clusters[one] = owner
    smaller = np.flatnonzero(clusters != np.arange(len(clusters)))
    columns = [pa.array(list_id[at]) for at in (smaller, clusters[smaller])]
    return pa.Table.from_arrays(columns, schema=JOINED_SCHEMA)


def _lists(pairs: pa.Table) -> tuple[Positions, Positions, Positions]:
    """The lists of all pairs by their places in order: place, id, and a number for the source."""
    both = np.concatenate([pairs[f"{side}_place"].to_numpy() for side in ("left", "right")])
    ids = np.concatenate([pairs[f"{side}_list_id"].to_numpy() for side in ("left", "right")])
    sources = pa.chunked_array(pairs["left_source"].chunks + pairs["right_source"].chunks)
    place, first = np.unique(both, return_index=True)
    numbers = sources.combine_chunks().dictionary_encode().indices.to_numpy()
    return place, ids[first], numbers[first]


def _components(count: int, left: Positions, right: Positions) -> Positions:
    """The smallest position that edges lead to, for each position."""
    ones = np.ones(len(left), dtype=np.int8)
    graph = coo_array((ones, (left, right)), shape=(count, count))
    _, labels = connected_components(graph, directed=False)
    # The first position with a label is its smallest.
    _, smallest = np.unique(labels, return_index=True)
    return np.asarray(smallest[labels])


def _contested(components: Positions, source: Positions) -> NDArray[np.bool_]:
    """Whether a component, named by its smallest position, holds two lists of one source."""
    contested = np.zeros(len(components), dtype=np.bool_)
    several = np.bincount(components, minlength=len(components)) > 1
    inner = several[components]
    key = components[inner] * (int(source.max(initial=0)) + 1) + source[inner]
    _, first, counts = np.unique(key, return_index=True, return_counts=True)
    contested[components[inner][first[counts > 1]]] = True
    return contested


def _pairs_of_one_source(
    positions: Positions, components: Positions, source: Positions
) -> list[tuple[int, int]]:
    """Pairs of positions, in order, that share component and source."""
    groups: dict[tuple[int, int], list[int]] = {}
    for position in positions.tolist():
        groups.setdefault((int(components[position]), int(source[position])), []).append(position)
    return [
        (a, b) for group in groups.values() for i, a in enumerate(group) for b in group[i + 1 :]
    ]
