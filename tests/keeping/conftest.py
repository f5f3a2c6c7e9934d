"""The databases of the tests of the store."""

from tests.store.conftest import postgres

__all__ = ["postgres"]
