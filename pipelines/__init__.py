"""Padan: drops of poverty registries in, one registry of people and families, village tables out."""
