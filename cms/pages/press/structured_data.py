"""What search engines are told of a press release."""

from __future__ import annotations

from typing import Any

from cms.core.structured_data import article
from cms.pages.press.models import PressReleasePage
from cms.plugins import JsonLd


def press_release(release: PressReleasePage) -> dict[str, Any] | None:
    return article(release, "NewsArticle", release.released_at)


json_ld = [JsonLd(target="press.PressReleasePage", build=press_release)]
