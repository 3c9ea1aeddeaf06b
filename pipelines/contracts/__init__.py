"""What each source promises to deliver, as YAML, and the model that reads it."""

from pipelines.contracts.model import (
    CodeList,
    Contract,
    Field,
    Kind,
    Layout,
    load_code_lists,
    load_contract,
    load_contracts,
    rules_fingerprint,
)

__all__ = [
    "CodeList",
    "Contract",
    "Field",
    "Kind",
    "Layout",
    "load_code_lists",
    "load_contract",
    "load_contracts",
    "rules_fingerprint",
]
