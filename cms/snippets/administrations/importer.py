"""Public bodies: named as free text by other documents, and merged when two spellings mean one body."""

from __future__ import annotations

import re
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.core.identity import imported_uuid
from cms.importer.documents import Document, Value
from cms.importer.names import administration_key, hugo_slug, split_acronym, tidy, without_label
from cms.importer.objects import Fields, SnippetImporter
from cms.importer.report import Outcome
from cms.snippets.administrations.models import Administration

BODY_NOUNS = (
    "Agence|Autorité|Bibliothèque|Bureau|Caisse|Centre|Commissariat|Commission|Conseil|Cour|Délégation|Département|"
    "Direction|École|Etablissement|Établissement|Haute? |Institut|Ministère|Mission|Office|Préfecture|Secrétariat|"
    "Service|Université"
)
# « … + … », and « … et Agence … »: inside one name, `et` is followed by no such noun with a capital.
COMPOUND = re.compile(rf"\s\+\s|\set (?=(?:l['’]|la |le )?(?:{BODY_NOUNS}))")
NOUN_ALONE = re.compile(rf"^(?:{BODY_NOUNS})s?$", re.IGNORECASE)


class AdministrationImporter(SnippetImporter):
    kind = "administration"
    label = gettext_lazy("public body")
    model = Administration
    folders = ("administrations",)
    title_field = "name"

    def read(self, document: Document, obj: Any) -> Fields:
        values = {
            "name": self.title(document),
            "acronym": document.text("acronym"),
            "website": document.text("website"),
            "description": self.markdown(document, document.body),
        }
        return Fields(values={**values, "source_path": document.source_path})

    def administration(self, document: Document, key: str, item: Value) -> Administration | None:
        """The body a value names, by merge key among names and aliases; created when nobody knows it."""
        written = tidy(item.text)
        name = tidy(without_label(written))
        if not name:
            return None
        if name != written:
            self.context.warn(
                document, item.line, "label-inside-value", written, _("the label is left out of the name")
            )
        if COMPOUND.search(name):
            self.context.warn(
                document,
                item.line,
                "compound-administration",
                written,
                _("kept as one public body; an editor can split it"),
            )
        elif NOUN_ALONE.match(name):
            self.context.warn(
                document,
                item.line,
                "vague-administration",
                written,
                _("linked to a public body of that name; it says too little"),
            )
        found = self.by_key.get(administration_key(name))
        if found is None:
            found = self.make(name)
        else:
            self.context.touch(self.kind, found, Outcome.UNCHANGED)
        self.spellings.setdefault(found.pk, []).append(name)
        return found

    def suggest_website(self, document: Document, body: Administration, website: str) -> None:
        """The address of a body's website as a document gives it; the first one counts, in the database or here."""
        known = body.website or self.websites.get(body.pk)
        if known and known.rstrip("/") != website.rstrip("/"):
            self.context.note(document, f"administration_website : {website}")
        if not known:
            self.websites[body.pk] = website

    @property
    def websites(self) -> dict[int, str]:
        found: dict[int, str] = self.context.shared.setdefault("websites of administrations", {})
        return found

    @property
    def by_key(self) -> dict[str, Administration]:
        """Every body by the merge keys of its name and aliases."""
        keys: dict[str, Administration] | None = self.context.shared.get("administrations")
        if keys is None:
            keys = {}
            for body in self.loaded.values():
                for name in [body.name, *body.aliases.splitlines()]:
                    keys.setdefault(administration_key(name), body)
            self.context.shared["administrations"] = keys
        return keys

    @property
    def spellings(self) -> dict[int, list[str]]:
        found: dict[int, list[str]] = self.context.shared.setdefault("spellings", {})
        return found

    def make(self, written: str) -> Administration:
        is_compound = COMPOUND.search(written)
        name, acronym = (written, "") if is_compound else split_acronym(written)
        with transaction.atomic():
            body: Administration = self.new(name[:255], hugo_slug(name)[:200].strip("-"))
            body.acronym = acronym
            body.uuid = imported_uuid(
                f"administration:{administration_key(name)}", self.context.locale.language_code
            )
            body.save()
        self.loaded[body.pk] = body
        self.by_key[administration_key(written)] = body
        self.context.touch(self.kind, body, Outcome.CREATED)
        return body

    def finish(self) -> None:
        """Keep each other spelling as an alias, so that the next document finds the body again; publish the new ones."""
        for key, written in self.spellings.items():
            body = self.loaded[key]
            known = [body.name, *body.aliases.splitlines()]
            aliases = list(dict.fromkeys(name for name in written if name not in known))
            acronym = body.acronym
            if not acronym and not COMPOUND.search(body.name):
                acronym = next((found for name in written if (found := split_acronym(name)[1])), "")
            website = body.website or self.websites.get(key, "")
            publish = self.context.options.publish and not body.live and body.latest_revision_id is None
            if not aliases and (acronym, website) == (body.acronym, body.website) and not publish:
                continue
            with transaction.atomic():
                body.aliases = "\n".join([*body.aliases.splitlines(), *aliases])
                body.acronym, body.website = acronym, website
                revision = body.save_revision(clean=False)
                if publish or body.live:
                    revision.publish(log_action=False)
                else:
                    body.save()


importers = [AdministrationImporter]
