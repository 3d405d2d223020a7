from __future__ import annotations

from typing import Any

from cms.core.locale import in_language_of


class PreviewInOwnLanguage:
    """A snippet is previewed in its own language, whatever language the editor works in."""

    def serve_preview(self, request: Any, mode_name: str) -> Any:
        with in_language_of(self):
            response = super().serve_preview(request, mode_name)
            # A template response would be rendered later, in another language.
            return response.render() if hasattr(response, "render") else response
