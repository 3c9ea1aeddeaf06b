"""The PostgreSQL warehouse: the embedded server or one of your own, with the same schema."""

from pipelines.warehouse.connection import Transaction, Warehouse, open_warehouse

__all__ = ["Transaction", "Warehouse", "open_warehouse"]
