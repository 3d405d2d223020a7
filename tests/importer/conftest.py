from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation

from cms.importer.stopping import SIGNALS
from tests.importer.small_site import ADA, CHALLENGE, POST, TESTIMONIAL
from tests.importer.surroundings import NoSite
from tests.importer.trees import Tree

SHARED = Path(os.environ.get("EIG_SHARED") or Path(__file__).parents[3] / "shared")


@pytest.fixture(autouse=True)
def in_english(same_start: None) -> Iterator[None]:
    """What the importer says is compared in the language it is written in."""
    with translation.override("en"):
        yield


@pytest.fixture
def signals_heeded() -> Iterator[None]:
    """Whoever runs the tests may ignore signals, as a shell does for a job in the background."""
    before = {number: signal.signal(number, signal.default_int_handler) for number in SIGNALS}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.fixture
def around() -> NoSite:
    return NoSite()


@pytest.fixture(scope="session")
def shared_content() -> Path:
    """The real content, which is no part of the project: EIG_SHARED, or ../shared beside the checkout."""
    content = SHARED / "content"
    if content.is_dir():
        return content
    sentence = f"There is no {content}: set EIG_SHARED to the folder that holds `content`."
    if os.environ.get("CI") == "true":
        pytest.fail(sentence)
    pytest.skip(sentence)


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    return Tree(tmp_path / "site")


@pytest.fixture
def small_site(tree: Tree) -> Tree:
    tree.picture("label.png", "navy")
    tree.picture("ada.png", "green")
    tree.write("promos/promotion-4.md", "---\ntitle: Promotion 4\n---\n")
    tree.write("promos/défis-dig.md", "---\ntitle: Promotion 3 - DIG\n---\n")
    tree.write("themes/justice.md", "---\ntitle: Justice\n---\n")
    tree.write("expertises/design.md", "---\ntitle: Design\n---\n")
    tree.write("categories/temoignage.md", "---\ntitle: Témoignage\n---\n")
    tree.write("categories/methode.md", "---\ntitle: Méthode\n---\n")
    tree.write("defis/label.md", CHALLENGE)
    tree.write("personnes/ada-roux.md", ADA)
    tree.write("blog/la-suite.md", POST)
    tree.write("blog/son-temoignage.md", TESTIMONIAL)
    return tree
