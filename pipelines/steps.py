"""Every step of the flow as one call with plain arguments: what a DAG task or a command runs.

Each opens the warehouse by the settings, does its work in its own transactions, and records how
long it took and how many rows it moved in `ops.step`.
"""
