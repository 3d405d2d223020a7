"""What the editor of a translation is told."""

import pytest

from tests.core.conftest import edit_address, in_french, messages_of
from tests.factories import ChallengePageFactory, ThemeFactory, translated

pytestmark = pytest.mark.django_db

SHARED = (
    "This is a translation: its dates, addresses, pictures and relations are those of "
    "“%(source)s” (%(language)s), and are changed there."
)
HIDDEN = "The public sees this translation only while “%(source)s” (%(language)s) is published."


def test_editor_of_translation_is_told_where_shared_values_are_changed(fr, en, administrator):
    for source in (ChallengePageFactory(title="Forêt ouverte"), ThemeFactory(title="Écologie")):
        told = in_french(SHARED, source=source, language=fr.locale.get_display_name())
        assert messages_of(administrator.get(edit_address(translated(source)))) == [told]
        assert messages_of(administrator.get(edit_address(source))) == []


def test_editor_of_translation_is_told_that_its_source_is_not_published(fr, en, administrator):
    page = ChallengePageFactory(title="Forêt ouverte", live=False)
    values = {"source": page, "language": fr.locale.get_display_name()}
    shown = messages_of(administrator.get(edit_address(translated(page))))
    assert shown == [in_french(HIDDEN, **values), in_french(SHARED, **values)]
