from tests.factories.tree import trees

__all__ = ["trees"]
