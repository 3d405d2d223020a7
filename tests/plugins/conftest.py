"""A folder for made-up plugins, see made_up.py."""

from pathlib import Path

import pytest

from .made_up import MadeUpSite


@pytest.fixture
def made_up_site(tmp_path: Path) -> MadeUpSite:
    return MadeUpSite(tmp_path)
