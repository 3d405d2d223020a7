"""Bodies as they are stored: each block once, with all or with nothing filled in."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Targets:
    """Identifiers of what blocks point at."""

    image: int | None = None
    document: int | None = None
    page: int | None = None
    person: int | None = None
    promotion: int | None = None
    challenge: int | None = None
    figures: list[int] = field(default_factory=list)


def block(kind: str, value: Any) -> dict[str, Any]:
    return {"type": kind, "value": value, "id": str(uuid.uuid4())}


def every_block(targets: Targets) -> list[dict[str, Any]]:
    """One block of each kind, in French, filled in."""
    picture = {"image": targets.image, "decorative": False, "alt_text": "Une équipe devant un tableau"}
    link = {"page": targets.page, "document": None, "url": "", "anchor": ""}
    return [
        block("heading", {"level": "h2", "text": "Le contexte du défi", "kicker": "En bref"}),
        block("rich_text", "<p>L'équipe a rencontré <b>trente agents</b> à Besançon : un succès !</p>"),
        block("heading", {"level": "h3", "text": "La méthode", "kicker": ""}),
        block(
            "quote",
            {
                "text": "<p>Nous avons gagné six mois.</p>",
                "person": targets.person,
                "speaker": "",
                "role": "cheffe de projet",
                "promotion": targets.promotion,
                "challenge": targets.challenge,
                "language": "",
                "source_url": "https://exemple.gouv.fr/entretien",
            },
        ),
        block("image", {"image": picture, "caption": "L'atelier de Lyon", "credit": "Hélène Martin"}),
        block(
            "gallery",
            {
                "title": "Les ateliers",
                "images": [{"image": picture, "caption": "Matin", "credit": ""}] * 2,
            },
        ),
        block(
            "video",
            {
                "url": "https://video.exemple.gouv.fr/defi",
                "title": "Le défi en deux minutes",
                "transcript": "<p>Bonjour à tous.</p>",
                "language": "",
            },
        ),
        block("key_figures", {"title": "Le défi en chiffres", "figures": targets.figures}),
        block(
            "steps",
            {
                "title": "Les étapes",
                "steps": [
                    {
                        "icon": targets.image,
                        "label": "Étape 1",
                        "title": "Candidater",
                        "duration": "deux mois",
                        "dates": "de mars à mai",
                        "text": "<p>Un dossier de deux pages.</p>",
                    }
                ],
            },
        ),
        block(
            "milestones",
            {
                "title": "Le calendrier",
                "milestones": [
                    {
                        "kind": "jury",
                        "label": "Jury de sélection",
                        "starts_at": "2026-06-04T09:30:00+02:00",
                        "ends_at": None,
                        "precision": "minute",
                        "displayed_text": "",
                    }
                ],
            },
        ),
        block(
            "table",
            {
                "table_caption": "Candidatures par année",
                "table_header_choice": "row",
                "first_row_is_table_header": True,
                "first_col_is_header": False,
                "data": [["Année", "Candidatures"], ["2023", "412"], ["2024", None]],
            },
        ),
        block(
            "accordion",
            {
                "title": "Questions fréquentes",
                "items": [{"title": "Qui peut candidater ?", "text": "<p>Tout le monde.</p>"}],
            },
        ),
        block("note", {"kind": "warning", "title": "À noter", "text": "<p>Clôture à minuit.</p>"}),
        block("link", {"label": "Lire le bilan", "link": link}),
        block(
            "call_to_action",
            {"title": "Rejoignez-nous", "text": "<p>Dix mois.</p>", "label": "Candidater", "link": link},
        ),
        block("document", {"document": targets.document, "label": "Le dossier complet"}),
        block(
            "contact",
            {
                "name": "Léa Garçon",
                "role": "Chargée de mission",
                "body": "DINUM",
                "email": "contact@exemple.gouv.fr",
                "address": "20 avenue de Ségur\n75007 Paris",
                "website": "https://exemple.gouv.fr",
                "phones": ["01 02 03 04 05"],
                "social": [{"network": "Mastodon", "url": "https://social.exemple.fr/@eig"}],
            },
        ),
        block("cards", {"title": "À lire aussi", "pages": [targets.page] if targets.page else []}),
        block("embed", {"url": "https://carte.exemple.gouv.fr", "title": "La carte des défis"}),
    ]


def every_empty_block() -> list[dict[str, Any]]:
    """One block of each kind with nothing in it, as a hasty editor or an importer may leave them."""
    image = {"image": None, "decorative": False, "alt_text": ""}
    link = {"page": None, "document": None, "url": "", "anchor": ""}
    return [
        block("heading", {"level": "h2", "text": "", "kicker": ""}),
        block("rich_text", ""),
        block("quote", {"text": "", "person": None, "speaker": "", "role": "", "promotion": None}),
        block("image", {"image": image, "caption": "", "credit": ""}),
        block("gallery", {"title": "", "images": []}),
        block("video", {"url": "", "title": "", "transcript": "", "language": ""}),
        block("key_figures", {"title": "", "figures": []}),
        block("steps", {"title": "", "steps": []}),
        block("milestones", {"title": "", "milestones": []}),
        block("table", {"table_caption": "", "table_header_choice": "", "data": []}),
        block("accordion", {"title": "", "items": []}),
        block("note", {"kind": "info", "title": "", "text": ""}),
        block("link", {"label": "", "link": link}),
        block("call_to_action", {"title": "", "text": "", "label": "", "link": link}),
        block("document", {"document": None, "label": ""}),
        block("contact", {}),
        block("cards", {"title": "", "pages": []}),
        block("embed", {"url": "", "title": ""}),
    ]
