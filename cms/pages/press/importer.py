"""Reads press releases and the press room with its press review."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.core.identity import imported_uuid
from cms.importer.base import Claim
from cms.importer.documents import Document
from cms.importer.names import plain, tidy, title_slug
from cms.importer.objects import Fields, PageImporter
from cms.importer.report import Outcome
from cms.importer.writing import with_ids
from cms.pages.press.mentions import read_review
from cms.pages.press.models import PressContact, PressIndexPage, PressReleasePage
from cms.pages.standard.importer import STEERING
from cms.pages.standard.landing import LandingReader

RELEASE_KEYS = ("chapeau-text", "contact-presse", "communique")
LIST_KEY = "communiques"
RELEASE_CATEGORY = "communique de presse"


class PressReleaseImporter(PageImporter):
    kind = "press_release"
    label = gettext_lazy("press release")
    model = PressReleasePage
    parent_model = PressIndexPage
    folders = ("communiques", "press-releases")

    def parts(self, document: Document) -> list[Document]:
        """A page of the older site lists releases that are only links: each is a release of its own."""
        found = []
        value = document.get(LIST_KEY) if isinstance(document.peek(LIST_KEY), list) else []
        for number, item in enumerate(value):
            if not isinstance(item, dict) or not document.name_at(LIST_KEY, number):
                action = _("left out; it has no title")
                quoted = f"{LIST_KEY}: {item}"
                self.context.warn(document, document.line(LIST_KEY, number), "invalid-value", quoted, action)
                continue
            address = document.text(LIST_KEY, number, "url")
            name = title_slug(
                address.rstrip("/").rpartition("/")[2] or document.text(LIST_KEY, number, "title")
            )
            part = document.part((LIST_KEY, number), name)
            # The same release in two languages has one address.
            part.head.values.setdefault("lang-ref", address)
            part.head.values.setdefault("lang", document.language)
            self.listed.add(part.source_path)
            found.append(part)
        return found

    @property
    def listed(self) -> set[str]:
        paths: set[str] = self.context.shared.setdefault("releases in lists", set())
        return paths

    def claims(self, document: Document) -> Claim:
        folder = super().claims(document)
        is_release = any(document.peek(key) for key in RELEASE_KEYS)
        if document.entry and document.source_path in self.listed:
            return Claim.CERTAIN
        written = document.peek("categories")
        names = written if isinstance(written, list) else [written]
        categories = [plain(item) for item in names if isinstance(item, str)]
        return folder or (Claim.CERTAIN if is_release or RELEASE_CATEGORY in categories else Claim.NO)

    def read(self, document: Document, obj: Any) -> Fields:
        document.use("layout", "visible", "published", "lang", "lang-ref")
        fields = Fields()
        summary = "chapeau-text" if document.peek("chapeau-text") else "description"
        fields.values.update(self.common(document, image="", summary=summary))
        fields.values["search_description"] = ""
        date = self.required_date(document, fields)
        fields.values["date"] = fields.values["released_at"] = date.moment if date else None
        fields.values["external_url"] = next(
            (text for key in ("external_url", "link", "url") if (text := document.text(key))), ""
        )
        pictures = self.pictures(document)
        fields.values["image"] = pictures[0] if pictures else None
        fields.values["image_decorative"] = True
        fields.rows["gallery"] = [{"image": key} for key in pictures] if len(pictures) > 1 else []
        fields.rows["attachments"] = self.attachments(document)
        fields.rows["contact_rows"] = [{"contact": contact} for contact in self.contacts(document)]
        fields.rows["category_rows"] = self.terms(document, "categories", "category", "category")
        fields.tags = [tidy(item.text) for item in document.items("tags")]
        return fields

    def pictures(self, document: Document) -> list[int]:
        """`une-ou-diaporama`: one picture is the page's, several are its gallery too."""
        value = document.inside("une-ou-diaporama")
        count = len(value) if isinstance(value, list) else 0
        paths: list[tuple[str | int, ...]] = [
            ("une-ou-diaporama", number, "image") for number in range(count)
        ]
        found = [self.context.image(document, *path) for path in [("image",), *paths] if document.peek(*path)]
        return [key for key in dict.fromkeys(found) if key is not None]

    def attachments(self, document: Document) -> list[dict[str, Any]]:
        value = document.inside("files")
        rows = []
        for number in range(len(value) if isinstance(value, list) else 0):
            name = document.raw("files", number, "file").strip()
            label = document.text("files", number, "nom")
            path, _exact = document.files.find(name)
            key = self.context.media.document(path, path.stem) if path else None
            if key is None:
                line = document.line("files", number, "file")
                self.context.warn(
                    document, line, "file-missing", name, _("left out; kept in the import note")
                )
                self.context.note(document, f"files : {name} ({label})")
            else:
                rows.append({"document": key, "label": label})
        return rows

    def contacts(self, document: Document) -> list[PressContact]:
        """The contact the release names: the one of that e-mail address or name, created when there is none."""
        if not isinstance(document.inside("contact-presse"), dict):
            return []
        name, email = (document.text("contact-presse", key) for key in ("name", "email"))
        phones = [item.text.strip() for item in document.items("contact-presse", "tel")]
        if not (name or email):
            return []
        known = PressContact.objects.filter(locale=self.context.locale)
        contact = (known.filter(email__iexact=email) if email else known.filter(name__iexact=name)).first()
        if contact is None:
            contact = self.new_contact(name or email, email, phones)
            self.context.touch("press_contact", contact, Outcome.CREATED)
        else:
            self.context.touch("press_contact", contact, Outcome.UNCHANGED)
        return [contact]

    def new_contact(self, name: str, email: str, phones: list[str]) -> PressContact:
        uuid = imported_uuid(f"press-contact:{email or name}", self.context.locale.language_code)
        contact = PressContact(
            name=name, email=email, phones="\n".join(phones), locale=self.context.locale, uuid=uuid
        )
        with transaction.atomic():
            contact.save()
        return contact


class PressRoomImporter(PageImporter):
    """The page of the press review settles the press room."""

    kind = "press_room"
    label = gettext_lazy("press room")
    model = PressIndexPage
    can_be_forced = False

    def claims(self, document: Document) -> Claim:
        is_room = document.address in ("/espace-presse/", "/presse/", "/press/")
        return Claim.CERTAIN if document.tree and is_room else Claim.NO

    def adopt(self, document: Document) -> Any:
        return self.only_page(PressIndexPage)

    def read(self, document: Document, obj: Any) -> Fields:
        document.use(*STEERING)
        body, line = self.body_of(document)
        review = read_review(body, line)
        for at, label in review.malformed:
            self.context.warn(document, at, "date-missing", label, _("the article is kept without a date"))
        landing = LandingReader(self.context, document)
        landing.read(skip={"title", "desc", *STEERING})
        head, _blank, tail = review.rest.lstrip("\n").partition("\n\n")
        first = line + len(review.rest) - len(review.rest.lstrip("\n"))
        values = {
            "title": self.title(document),
            "introduction": self.rich_text(document, "desc") + self.markdown(document, head, first),
            "body": with_ids(landing.blocks, f"{document.source_path}#head")
            + self.blocks(document, tail, first + head.count("\n") + 2),
        }
        self.context.report.facts["press_mentions"] += len(review.mentions)
        return Fields(values=values, rows={"mentions": review.mentions})


importers = [PressReleaseImporter, PressRoomImporter]
