"""Where a dry run works."""

from __future__ import annotations

import pytest
from django.db import connection

from cms.importer.rehearsal import on_a_copy

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def test_a_copy_takes_what_is_written_and_leaves_the_database_to_others() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL lets others write beside a transaction")
    mine, other = connection.copy(), connection.copy()
    name = mine.settings_dict["NAME"]
    with on_a_copy(mine):
        mine.cursor().execute("CREATE TABLE essai (mot text)")
        tables = set(mine.introspection.table_names())
    after = set(other.introspection.table_names())
    back = mine.settings_dict["NAME"]
    mine.close()
    other.close()

    assert "wagtailcore_page" in tables
    assert tables - after == {"essai"}
    assert back == name
