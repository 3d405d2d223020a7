"""Finding the object of each document, or making it: an empty draft in its place, so that others can name it."""

from __future__ import annotations

from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page, PageViewRestriction, Site
from wagtail_localize.models import TranslatableObject, TranslationContext, TranslationSource

from cms.importer.errors import UnreadableDocument
from cms.importer.export.content import form_of, has_drafts, is_translatable
from cms.importer.export.keys import Identity, Keys, completed
from cms.importer.native.documents import ExportDocument
from cms.importer.native.restrictions import close
from cms.importer.native.values import Reader
from cms.importer.objects import free_slug
from cms.importer.report import Report
from cms.plugins.registry import registry

Known = tuple[type[models.Model], Identity]


class Placer:
    """Knows the object of every document of one run."""

    def __init__(self, documents: list[ExportDocument], keys: Keys, report: Report) -> None:
        self.documents = {(d.model, d.identity): d for d in documents}
        self.pages = {d.identity: d for d in documents if issubclass(d.model, Page)}
        self.keys = keys
        self.report = report
        self.objects: dict[Known, Any] = {}
        """Key of the database of each object."""
        self.new: set[Known] = set()
        self.adopted: set[Known] = set()
        self.locales = {locale.language_code: locale for locale in Locale.objects.all()}
        self._under_way: set[Known] = set()

    def place(self, document: ExportDocument) -> bool:
        """Find or make the object, after everything it cannot be without. Raises `UnreadableDocument`."""
        known = (document.model, document.identity)
        if known in self.objects:
            return True
        if known in self._under_way:
            raise UnreadableDocument(
                _("This document needs itself to be there first."), document.line("parent")
            )
        self._under_way.add(known)
        try:
            self.place_needed(document)
            with transaction.atomic():
                key = (
                    self.setting(document)
                    if document.is_setting
                    else self.find(document) or self.adopt(document)
                )
                if key is None:
                    key = self.make(document)
                    self.new.add(known)
                if issubclass(document.model, Page):
                    self.restrict(document, key)
        finally:
            self._under_way.discard(known)
        self.objects[known] = key
        return True

    def place_needed(self, document: ExportDocument) -> None:
        """Place what the object cannot be without, each in a transaction of its own: it stays when this one fails."""
        above = (
            self.pages.get(document.parent) if document.parent and issubclass(document.model, Page) else None
        )
        if above is not None:
            self.place(above)
        for column in form_of(document.model).columns:
            name = document.values.get(column.name)
            if name is None or not isinstance(column, models.ForeignKey) or column.null:
                continue
            identity = completed(str(name), column.related_model, document.language)
            target = self.documents.get((column.related_model, identity)) or self.pages.get(identity)
            if target is not None:
                self.place(target)

    def setting(self, document: ExportDocument) -> Any:
        """The settings of this site, made empty when there are none."""
        model: Any = document.model
        if any(column.name == "site" for column in model._meta.get_fields()):
            site = Site.objects.filter(is_default_site=True).first()
            if site is None:
                raise UnreadableDocument(_("This site has no address yet: run `manage.py setup_site`."))
            return model.for_site(site).pk
        return model.load().pk

    def find(self, document: ExportDocument) -> Any | None:
        key = self.keys.by_identity(document.model, document.identity)
        if key is None or document.model._base_manager.filter(pk=key).exists():
            return key
        raise UnreadableDocument(_("This site has this very page, of another type."))

    # What set-up made

    def adopt(self, document: ExportDocument) -> Any | None:
        """An object that stands here in the place of this one: an index page or menu made by set-up, or the one
        object that may have this place or address in its language."""
        model: Any = document.model
        if not is_translatable(model):
            return None
        for lookup in [*self.site_pages(document), *self.unique_lookups(document)]:
            rows = model._base_manager.filter(locale=self.locale(document), **lookup)
            for key in rows.order_by("path" if issubclass(model, Page) else "pk").values_list(
                "pk", flat=True
            ):
                if not self.is_spoken_for(model, key):
                    self.rename(document, model._base_manager.get(pk=key))
                    return key
        return None

    def site_pages(self, document: ExportDocument) -> list[dict[str, Any]]:
        """How set-up finds the index page that this document seems to be of."""
        specs = [spec for spec in registry.site_pages() if spec.model == document.kind]
        return [
            dict(spec.values)
            for spec in specs
            if all(document.values.get(name, "") == value for name, value in spec.values.items())
        ]

    def unique_lookups(self, document: ExportDocument) -> list[dict[str, Any]]:
        """What no two objects of the type may share, beside their identity."""
        model = document.model
        if issubclass(model, Page):
            return []
        groups = [
            c.fields
            for c in model._meta.constraints
            if isinstance(c, models.UniqueConstraint) and not c.condition
        ]
        lookups = []
        for group in groups:
            names = [name for name in group if name != "locale"]
            if "locale" in group and all(name in document.values or not names for name in names):
                lookups.append({name: document.values[name] for name in names})
        return lookups

    def is_spoken_for(self, model: type[models.Model], key: Any) -> bool:
        """Whether an object is that of another document."""
        obj: Any = model._base_manager.select_related("locale").get(pk=key)
        identity = (str(obj.translation_key), str(obj.locale.language_code))
        return (model, identity) in self.documents

    def rename(self, document: ExportDocument, obj: Any) -> None:
        """Give an object the identity of the document; what the translators' tools know of it goes along."""
        column: Any = document.model._meta.get_field("translation_key")
        old, new = obj.translation_key, column.to_python(document.identity[0])
        base: Any = Page if issubclass(document.model, Page) else document.model
        base._base_manager.filter(pk=obj.pk).update(translation_key=new)
        self.keys.add(document.model, document.identity, obj.pk)
        self.adopted.add((document.model, document.identity))
        known = TranslatableObject.objects.filter(translation_key=old).first()
        if known is None:
            return
        TranslatableObject.objects.get_or_create(
            translation_key=new, defaults={"content_type": known.content_type}
        )
        TranslationSource.objects.filter(object_id=old).update(object_id=new)
        TranslationContext.objects.filter(object_id=old).update(object_id=new)
        known.delete()

    # What is made

    def make(self, document: ExportDocument) -> Any:
        """A draft with the document's plain values and what it cannot be without."""
        model: Any = document.model
        obj = model()
        reader = Reader(self.keys, document.language, lambda where, name: None)
        for column in form_of(model).columns:
            is_key = isinstance(column, models.ForeignKey)
            if column.name not in document.values or (is_key and column.null):
                continue
            value = reader.column(column, document.values[column.name])
            if is_key and value is None:
                text = _("What “%s” names is neither in the export nor here.")
                raise UnreadableDocument(text % column.name, document.line(column.name))
            setattr(obj, column.attname, value)
        if is_translatable(model):
            obj.locale = self.locale(document)
            obj.translation_key = reader.column(
                model._meta.get_field("translation_key"), document.identity[0]
            )
        if has_drafts(model):
            obj.live, obj.has_unpublished_changes = False, True
        if issubclass(model, Page):
            self.add_page(document, obj)
        else:
            obj.save()
        self.keys.add(model, document.identity, obj.pk)
        return obj.pk

    def add_page(self, document: ExportDocument, page: Any) -> None:
        parent = self.parent(document)
        slug = str(page.slug)
        page.slug = free_slug(slug, set(parent.get_children().values_list("slug", flat=True)))
        if page.slug != slug:
            text = _("the address is taken here; it became “%s”") % page.slug
            self.report.warn(document.path, document.line("slug"), "address-taken", slug, text)
            document.values["slug"] = page.slug
        parent.add_child(instance=page)

    def parent(self, document: ExportDocument) -> Page:
        if document.parent is None:
            root: Page = Page.get_first_root_node()
            return root
        key = self.keys.by_identity(Page, document.parent)
        if key is None:
            raise UnreadableDocument(_("The page it stands below is neither in the export nor here."))
        return Page.objects.get(pk=key)

    def locale(self, document: ExportDocument) -> Locale:
        locale = self.locales.get(document.language)
        if locale is None:
            text = _("This site has no content in the language “%s”: add it to CMS_LANGUAGES.")
            raise UnreadableDocument(text % document.language)
        return locale

    # Who may see it

    def restrict(self, document: ExportDocument, key: Any) -> None:
        """Close a page that was not for everybody, before anything of it can be public; never open one."""
        wanted = document.head.get("restriction")
        if not wanted or PageViewRestriction.objects.filter(page_id=key).exists():
            return
        if close(PageViewRestriction, wanted, page_id=key):
            text = _("closed to everybody but superusers: choose again who may see it")
            self.report.warn(document.path, 1, "restriction-closed", document.path, text)

    # Order among siblings

    def order_siblings(self) -> None:
        """Put pages that have documents in the order of the export, after those that have none."""
        groups: dict[Identity | None, list[tuple[Any, Any]]] = {}
        for identity, document in self.pages.items():
            known = (document.model, identity)
            if known in self.objects:
                groups.setdefault(document.parent, []).append(
                    (document.head.get("position"), self.objects[known])
                )
        for siblings in groups.values():
            if not all(isinstance(position, int) for position, _key in siblings):
                continue
            wanted = [key for _position, key in sorted(siblings)]
            rows = Page.objects.filter(pk__in=wanted).order_by("path").values_list("pk", flat=True)
            if list(rows) != wanted:
                for key in wanted:
                    page = Page.objects.get(pk=key)
                    page.move(page.get_parent(), pos="last-child")
