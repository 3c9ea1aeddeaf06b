"""Padan: drops of poverty registries in, one registry of people, village tables out."""
