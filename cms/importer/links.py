"""Links of the old site: to pages and documents of ours where we know them, else kept as they were, with a warning."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol
from urllib.parse import quote, unquote, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from cms.importer.dates import date_in_file_name
from cms.importer.documents import Document
from cms.importer.markdown import Target
from cms.importer.names import hugo_slug, squeezed

OUTSIDE_SCHEMES = frozenset({"http", "https"})
EMAIL = re.compile(r"^[\w.+'-]+@[\w-]+(\.[\w-]+)+$")
OBFUSCATED_AT = re.compile(r"\s*(?:\[at\]|\(at\)|\s-?\s?at\s?-\s?|\s@\s?|%20@%20)\s*", re.IGNORECASE)
FILE_SUFFIX = re.compile(r"\.(?!html?$)[a-z0-9]{2,5}$", re.IGNORECASE)
PAGE_SUFFIX = re.compile(r"\.(?:html?|md|markdown)$")
DATE_PARTS = re.compile(r"^\d{1,4}$")


def site_hosts() -> frozenset[str]:
    """Hosts whose addresses are ours: the programme's sites, old and new (`CMS_IMPORT_SITE_HOSTS`)."""
    return frozenset(host.removeprefix("www.") for host in settings.IMPORT_SITE_HOSTS)


class Files(Protocol):
    """Where linked files are put."""

    def document(self, path: Path, title: str) -> int | None: ...


@dataclass
class AddressBook:
    """Old addresses and what stands there now. Keys are lower-case paths with a slash at both ends.

    `kinds` says what kind of documents a folder holds: `communaute` and `personnes` are one.
    """

    targets: dict[str, Target] = field(default_factory=dict)
    by_name: dict[tuple[str, str], list[Target]] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)

    def add(self, address: str, target: Target) -> None:
        """Say what stands at an old address; the first to say so counts. No address at all is none, not the home page's."""
        if not address:
            return
        key = address_key(address)
        self.targets.setdefault(key, target)
        folder, name = _folder_and_name(address_key(PAGE_SUFFIX.sub("", address.rstrip("/"))))
        known = self.by_name.setdefault((self.kinds.get(folder, folder), squeezed(name)), [])
        if target not in known:
            known.append(target)

    def find(self, path: str) -> Target | None:
        """What stands at a path of the newer site."""
        return self.targets.get(address_key(path))

    def find_by_name(self, path: str) -> Target | None:
        """What the older site had at `/blog/2018/03/16/name.html`: by folder and name, when only one thing has both."""
        parent, _slash, name = PAGE_SUFFIX.sub("", path.rstrip("/")).rpartition("/")
        # `_posts/2018-03-16-name.md` is the file of `/blog/…/name.html`.
        folder, name = _folder_and_name(
            address_key(f"{parent.replace('/_', '/')}/{date_in_file_name(name)[1]}")
        )
        known = self.by_name.get((self.kinds.get(folder, folder), squeezed(name)), [])
        return known[0] if len(known) == 1 else None


def address_key(path: str) -> str:
    """`/Défis/Label` as `/defis/label/`: how the old site's server compared addresses."""
    parts = [hugo_slug(part) for part in unquote(path).split("/")]
    inner = "/".join(part for part in parts if part)
    return f"/{inner}/" if inner else "/"


def _folder_and_name(key: str) -> tuple[str, str]:
    parts = [part for part in key.strip("/").split("/") if not DATE_PARTS.match(part)]
    if len(parts) < 2:
        return "", parts[0] if parts else ""
    return parts[0], parts[-1]


class Warn(Protocol):
    def __call__(self, line: int, kind: str, value: str, action: str) -> None: ...


@dataclass
class LinkResolver:
    """Resolves the links of one document."""

    document: Document
    addresses: AddressBook
    files: Files
    warn: Warn

    def resolve(self, href: str, line: int) -> Target:
        """Where a link leads now. An empty target: the scheme is not allowed (`javascript:`), and it was warned."""
        href = "".join(href.split())
        if not href or href.startswith("#"):
            return Target(anchor=href[1:])
        try:
            parts = urlsplit(href)
        except ValueError:
            self.warn(line, "link-malformed", href, _("its words are kept without a link"))
            return Target()
        scheme = parts.scheme.lower()
        if scheme == "mailto" or (not scheme and not parts.netloc and EMAIL.match(href)):
            return self.email(href, line)
        if scheme == "tel":
            return Target(url=f"tel:{parts.path}")
        if scheme and scheme not in OUTSIDE_SCHEMES:
            self.warn(line, "link-unsafe", href, _("its words are kept without a link"))
            return Target()
        host = (parts.netloc or "").rpartition("@")[2].partition(":")[0].lower()
        if not scheme and host and "." not in host:
            # `//defis/lab-sante/`: the first folder was taken for a host.
            path = f"/{parts.netloc}{parts.path}"
            self.warn(line, "link-malformed", href, _("read as %s") % path)
            return self.internal(path, parts.fragment, line)
        if host and host.removeprefix("www.") in site_hosts():
            return self.own_site(href, parts.path or "/", parts.fragment, line)
        if host:
            return Target(url=f"https:{href}" if not scheme else href)
        return self.internal(parts.path, parts.fragment, line)

    def email(self, href: str, line: int) -> Target:
        address = unquote(re.sub(r"^mailto:", "", href, flags=re.IGNORECASE))
        address, _mark, query = address.partition("?")
        clean = OBFUSCATED_AT.sub("@", address).strip()
        if not EMAIL.match(clean):
            self.warn(line, "link-malformed", href, _("its words are kept without a link"))
            return Target()
        return Target(url=f"mailto:{clean}" + (f"?{quote(query, safe='=&%+,;:')}" if query else ""))

    def own_site(self, href: str, path: str, fragment: str, line: int) -> Target:
        found = self.addresses.find(path) or self.addresses.find_by_name(path) or self.file(path)
        if found:
            return self.with_fragment(found, fragment, line)
        self.warn(line, "old-site-link", href, _("kept as it is; nothing here has that name"))
        return Target(url=href)

    def internal(self, path: str, fragment: str, line: int) -> Target:
        """A path of the site itself, absolute or relative to the document."""
        whole = path if path.startswith("/") else self.absolute(path)
        found = (
            self.addresses.find(whole)
            or self.addresses.find(re.sub(r"\.(?:md|markdown)$", "", f"/{path.lstrip('/')}"))
            or self.file(path)
            or self.addresses.find_by_name(whole)
        )
        if found:
            return self.with_fragment(found, fragment, line)
        shown = path + (f"#{fragment}" if fragment else "")
        if FILE_SUFFIX.search(path):
            self.warn(line, "file-missing", path, _("the link is kept; the file is not in the site"))
        else:
            self.warn(
                line, "internal-link-unresolved", shown, _("the link is kept; no page has that address")
            )
        return Target(url=whole + (f"#{fragment}" if fragment else ""))

    def absolute(self, path: str) -> str:
        """A relative path as a path of the site: `../x/` from the document, `x.md` as the page of that file."""
        folder = self.document.address or "/"
        if path.endswith((".md", ".markdown")):
            folder = posixpath.dirname(folder.rstrip("/")) + "/"
            path = re.sub(r"\.(?:md|markdown)$", "/", path)
        return posixpath.normpath(posixpath.join(folder, path)).replace("//", "/")

    def file(self, path: str) -> Target | None:
        """A file of the site, put into the library of documents."""
        if not FILE_SUFFIX.search(path):
            return None
        found, _exact = self.document.files.find(unquote(path))
        if found is None:
            return None
        key = self.files.document(found, found.stem)
        return Target(document=key) if key else None

    def with_fragment(self, found: Target, fragment: str, line: int) -> Target:
        if not fragment:
            return found
        if found.url:
            return Target(url=f"{found.url}#{fragment}")
        self.warn(line, "link-anchor", f"#{fragment}", _("dropped; the link leads to the top of the page"))
        return found
