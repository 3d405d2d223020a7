"""Plain makers of test data: `ChallengePageFactory(title="Open Chronos", team=[camille])`.

Every object is published, in French and empty but for what it cannot be without. Relations are
given as lists of targets (see `rows.py`), a page's place in the tree follows from its type and
language (see `pages.py`).
"""

from tests.factories.media import DocumentFactory, ImageFactory, picture
from tests.factories.pages import (
    AdministrationIndexPageFactory,
    BlogIndexPageFactory,
    BlogPostPageFactory,
    ChallengeIndexPageFactory,
    ChallengePageFactory,
    HomePageFactory,
    PeopleIndexPageFactory,
    PressIndexPageFactory,
    PressReleasePageFactory,
    PromotionIndexPageFactory,
    PromotionPageFactory,
    StandardPageFactory,
    TestimonialIndexPageFactory,
    TestimonialPageFactory,
    TopicIndexPageFactory,
    paris,
)
from tests.factories.sizes import Sizes
from tests.factories.snippets import (
    AdministrationFactory,
    CategoryFactory,
    ExpertiseFactory,
    KeyFigureFactory,
    PersonFactory,
    PressContactFactory,
    ThemeFactory,
)
from tests.factories.translations import translated
from tests.factories.tree import SiteTree, site_tree

__all__ = [
    "AdministrationFactory",
    "AdministrationIndexPageFactory",
    "BlogIndexPageFactory",
    "BlogPostPageFactory",
    "CategoryFactory",
    "ChallengeIndexPageFactory",
    "ChallengePageFactory",
    "DocumentFactory",
    "ExpertiseFactory",
    "HomePageFactory",
    "ImageFactory",
    "KeyFigureFactory",
    "PeopleIndexPageFactory",
    "PersonFactory",
    "PressContactFactory",
    "PressIndexPageFactory",
    "PressReleasePageFactory",
    "PromotionIndexPageFactory",
    "PromotionPageFactory",
    "SiteTree",
    "Sizes",
    "StandardPageFactory",
    "TestimonialIndexPageFactory",
    "TestimonialPageFactory",
    "ThemeFactory",
    "TopicIndexPageFactory",
    "paris",
    "picture",
    "site_tree",
    "translated",
]
