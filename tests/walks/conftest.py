"""Offices to walk in, on SQLite and on PostgreSQL."""

from tests.engine.conftest import folder, house, postgres_house, postgres_place, sqlite_house
from tests.web.conftest import each_office

__all__ = ["each_office", "folder", "house", "postgres_house", "postgres_place", "sqlite_house"]
