"""Reads people. Several documents of one name make one person; each stays named as a source."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.importer.base import Claim
from cms.importer.documents import Document, Value
from cms.importer.merging import is_second
from cms.importer.names import plain, tidy
from cms.importer.objects import Fields, SnippetImporter
from cms.importer.trees import same_site
from cms.snippets.people import erasure
from cms.snippets.people.models import Person

# Here, since this room is loaded in every process: the admin's and the shell's too.
erasure.connect()

ROLES = {
    "participant": "participant",
    "agent-public": "public_agent",
    "agent-programme": "programme_team",
    "agent-programme-alumni": "programme_team",
    "agent-ecosysteme": "ecosystem",
}
JOB_ROLES = {
    "sponsor": "sponsor",
    "mentor operationnel": "operational_mentor",
    "mentor de haut niveau": "executive_mentor",
    "mentor": "mentor",
}
MENTOR = "mentor"
"""What the older site wrote as the `profil` of a mentor, instead of a job."""
NETWORKS = {
    "linkedin": ("linkedin.com", "https://www.linkedin.com/in/{}"),
    "github": ("github.com", "https://github.com/{}"),
    "gitlab": ("gitlab.com", "https://gitlab.com/{}"),
    "twitter": ("twitter.com", "https://twitter.com/{}"),
    "website": ("", "https://{}"),
}
FIELD_OF = {"twitter": "x"}
PHOTO_KEYS: tuple[tuple[str | int, ...], ...] = (("image",), ("image_url",), ("images", 0))


def role_of(document: Document) -> str:
    """The role's code: as written, unless the job names a more precise one (`Sponsor`)."""
    role = ROLES.get(document.text("role"), "")
    if role == "public_agent":
        return JOB_ROLES.get(plain(document.text("job")), role)
    return role or ("mentor" if plain(document.text("profil")) == MENTOR else "participant")


def job_of(document: Document) -> str:
    """The job as written; the older site's `profil`, unless it names a role."""
    profile = document.text("profil")
    return document.text("job") or ("" if plain(profile) == MENTOR else profile)


class PersonImporter(SnippetImporter):
    kind = "person"
    label = gettext_lazy("person")
    model = Person
    folders = ("personnes", "people", "communaute")
    title_field = "name"

    def claims(self, document: Document) -> Claim:
        folder = super().claims(document)
        has_role = str(document.peek("role")) in ROLES and document.peek("job") is not None
        return folder or (Claim.SHAPE if has_role else Claim.NO)

    def order(self, document: Document) -> tuple[object, ...]:
        # Of `jo-roux.md` and `jo-roux-1.md` the first is the main one: it gives address and first fields.
        return (plain(document.named), len(document.stem), document.source_path)

    def load(self, document: Document) -> Model | None:
        if self.is_erased(document.named):
            self.context.leave_out_erased(document, whole=True)
            return None
        return super().load(document)

    def is_erased(self, name: str) -> bool:
        """Whether somebody of this name was erased, and nobody made them again by hand."""
        return plain(name) not in self.by_name and self.context.is_erased(name)

    def erased_in(self, label: str) -> bool:
        """Whether an author line names somebody who was erased."""
        return any(self.is_erased(part) for part in names_in(label))

    def adopt(self, document: Document) -> Person | None:
        """The person of that name: another document's, one of another tree, or one editors made."""
        name = plain(self.title(document))
        found: Person | None = self.by_name.get(name)
        if found is None:
            return None
        line = document.line("title")
        others = self.context.documents_of(found)
        if others and same_site(others[0].source_path, document.source_path):
            action = _("one person with %s") % others[0].shown_path
            kind = f"duplicate-title:{document.collection or self.kind}"
            self.context.warn(document, line, kind, document.named, action)
        elif is_second(document, found) and tidy(document.named) not in (
            found.name,
            *found.aliases.splitlines(),
        ):
            action = _("one with %s, whose word counts where both say something") % found.source_path
            self.context.warn(document, line, "counterpart:folded_name", document.named, action)
        return found

    def create(self, document: Document) -> Person:
        person: Person = super().create(document)
        self.by_name.setdefault(plain(person.name), person)
        return person

    @property
    def by_name(self) -> dict[str, Person]:
        """People by folded name and alias."""
        if "people by name" not in self.context.shared:
            people: dict[str, Person] = {}
            for person, names in self.known_names():
                for name in names:
                    people.setdefault(plain(name), person)
            self.context.shared["people by name"] = people
        found: dict[str, Person] = self.context.shared["people by name"]
        return found

    def read(self, document: Document, obj: Any) -> Fields:
        documents = self.context.group(document, obj)
        for each in documents:
            each.use("nom", "class", "layout", "section_id", "link_to")
        values: dict[str, Any] = {"name": self.title(document), "source_path": document.source_path}
        values["other_source_paths"] = [other.source_path for other in documents[1:]]
        values["job"] = next((job for each in documents if (job := job_of(each))), "")
        values["biography"] = self.biography(documents)
        values["photo"] = self.photo(documents)
        links: dict[str, str] = {}
        for each in documents:
            for name, address in self.links(each).items():
                if links.setdefault(name, address) != address:
                    self.context.note(document, f"{name} : {address}")
        values.update(
            {name: links.get(name, "") for name in ("linkedin", "github", "gitlab", "x", "website")}
        )
        if any(each.text("role") == "agent-programme-alumni" for each in documents):
            values["alumni"] = True
        expertises = [
            row for each in documents for row in self.terms(each, "expertises", "expertise", "expertise")
        ]
        unique = list({row["expertise"].pk: row for row in expertises}.values())
        return Fields(
            values=values,
            rows={"expertise_rows": unique, "participations": self.participations(documents, obj)},
        )

    def biography(self, documents: list[Document]) -> str:
        """Texts of all documents, one after another, each once."""
        parts: list[str] = []
        for document in documents:
            for text in (
                self.rich_text(document, "desc"),
                self.markdown(document, document.body, document.body_line),
            ):
                if text and text not in parts:
                    parts.append(text)
        return "".join(parts)

    def photo(self, documents: list[Document]) -> int | None:
        found = [
            (document, path, key)
            for document in documents
            for path in PHOTO_KEYS
            if document.peek(*path) and (key := self.context.image(document, *path))
        ]
        for document, path, key in found[1:]:
            if key != found[0][2]:
                self.context.note(documents[0], f"image : {document.raw(*path)}")
        return found[0][2] if found else None

    def links(self, document: Document) -> dict[str, str]:
        """Addresses by field. One written under another network's key goes where its host belongs."""
        found: dict[str, str] = {}
        for key, (_host, form) in NETWORKS.items():
            written = document.text(key).replace(" ", "")
            if not written:
                continue
            address = full_address(written, form)
            host = (urlsplit(address).hostname or "").removeprefix("www.")
            right = next(
                (name for name, (other, _form) in NETWORKS.items() if other and host.endswith(other)), key
            )
            if right != key and key != "website":
                self.context.warn(
                    document, document.line(key), "link-swapped", f"{key}: {written}", _("kept as %s") % right
                )
            found.setdefault(FIELD_OF.get(right, right), address)
        return found

    def participations(self, documents: list[Document], person: Person) -> list[dict[str, Any]]:
        """Roles outside challenges: cohorts that no challenge of theirs belongs to, or a role with neither."""
        covered: set[int] = self.context.shared.get("cohorts of team members", {}).get(person.pk, set())
        members: set[str] = self.context.shared.get("documents of team members", set())
        rows: list[dict[str, Any]] = []
        for document in documents:
            document.use("defis")
            cohorts = [
                self.context.reference_or_warn(document, "promos", item, "promotion")
                for item in document.items("promos")
            ]
            cohorts += self.cohorts_by_year(document)
            outside = [cohort for cohort in cohorts if cohort is not None and cohort.pk not in covered]
            row = {"role": role_of(document), "job": job_of(document)}
            rows += [{**row, "promotion": cohort} for cohort in dict.fromkeys(outside)]
            if not outside and document.source_path not in members:
                rows.append({**row, "promotion": None})
        return rows

    def cohorts_by_year(self, document: Document) -> list[Any]:
        """The cohorts of the years the older site gives a person (`annees`: `2018 2019` too), by programme.

        A year of which no cohort is known, or more than one, is kept in the note.
        """
        programme = plain(document.text("programme"))
        years = [year for item in document.items("annees") for year in re.findall(r"\d{4}", item.text)]
        importer = self.context.importers.get("promotion")
        of_year = getattr(importer, "of_year", None)
        found = []
        for year in years:
            cohorts = of_year(int(year), programme) if of_year else []
            if len(cohorts) == 1:
                found.append(cohorts[0])
            else:
                self.context.note(document, f"annees : {year} {document.text('programme')}".rstrip())
        return found

    def person_or_warn(self, document: Document, key: str, item: Value) -> Any | None:
        """Whom a value names: by title, then by folded name and alias; a name of nobody is warned about and noted."""
        if self.is_erased(item.text):
            self.context.leave_out_erased(document, item.line)
            return None
        if self.context.catalogue(self.kind).match(item.text) is None:
            person = self.by_name.get(plain(item.text))
            if person is not None:
                where = self.context.where(document, key)
                action = _("linked to “%s”") % person
                self.context.warn(
                    document, item.line, f"loose-reference:{where}:folded_name", item.text, action
                )
                return person
        return self.context.reference_or_warn(document, key, item, self.kind)

    def known_names(self) -> Any:
        for person in self.loaded.values():
            yield person, [person.name, *person.aliases.splitlines()]

    def people_in(self, label: str) -> list[Person]:
        """The people an author line names: `Ada Roux, équipe EIG`, `A et B, EIG Link`, `A, B`."""
        by_name = self.by_name
        found = [by_name[plain(part)] for part in names_in(label) if plain(part) in by_name]
        return list(dict.fromkeys(found))


def names_in(label: str) -> list[str]:
    """What may be names in an author line."""
    return re.split(r",| et | & |\(|\)|;", tidy(label))


def full_address(written: str, form: str) -> str:
    """An address as one can follow it: a handle gets its network's, a bare host its scheme."""
    if re.match(r"https?://", written, re.IGNORECASE):
        return written
    if "." in written and "/" in written:
        return f"https://{written.lstrip('/')}"
    return form.format(written.lstrip("@"))


importers = [PersonImporter]
