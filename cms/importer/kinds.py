"""The kinds of warnings: what each says of a document, and what its author or an operator can do.

`docs/reference/import.md` shows this very table. Readers of outside plugins may give kinds of their own.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Kind:
    """One kind of warning. `after` names what a kind has behind its colon."""

    meaning: str | Promise
    cure: str | Promise
    after: str = ""


NOTHING = _("Nothing, unless the reading is wrong: then mend the document.")
LOOK = _("Look at the page; mend the document or the page.")
WHERE = "FOLDER.KEY"

FILES = {
    "not-content": Kind(
        _("A file that is no text document was left out."), _("Nothing, or convert it to Markdown.")
    ),
    "empty-document": Kind(_("A document holds nothing."), _("Write it or delete it.")),
    "symbolic-link": Kind(
        _("A symbolic link was not followed: it could lead out of the folder."),
        _("Put the file itself in its place."),
    ),
    "no-reader": Kind(
        _("No plugin reads such a document."),
        _("Switch the plugin on, or give a single document with `--as`."),
    ),
}
FRONT_MATTER = {
    "duplicate-yaml-key": Kind(
        _("A key is written twice: the last counts."), _("Delete the one that is wrong.")
    ),
    "front-matter-missing": Kind(
        _("A document has no front matter: its first line is its title."),
        _("Give it a front matter, or `--as` and `--date`."),
    ),
    "type-missing": Kind(_("Nothing says what a document is: it was kept as a draft."), _("Give `--as`.")),
    "type-changed": Kind(
        _("An earlier import took the document for another type."),
        _("Delete the page of then, if it is still there."),
    ),
    "unmapped-field": Kind(
        _("A key has no field: it was kept in the import note."),
        _("Nothing, or copy it to where it belongs."),
    ),
    "nested-page": Kind(_("Nested front matter was read as blocks, in its own order."), LOOK),
    "index-page-missing": Kind(
        _("The site has no index page at this address: the document was left out."),
        _("Switch on the plugin the page belongs to."),
    ),
    "value-too-long": Kind(
        _("A value is longer than its field: it was cut, and kept whole in the import note."),
        _("Shorten it in the document."),
    ),
    "invalid-value": Kind(
        _("A field refuses the value: it was kept in the import note."), _("Correct it in the document.")
    ),
}
DATES = {
    "date-missing": Kind(
        _("There is no date: what needs one stays a draft."), _("Write it, or give `--date`.")
    ),
    "date-bare_year": Kind(_("A year alone was taken for 1 January."), _("Write the day, if it matters.")),
    "date-invalid": Kind(
        _("What stands where a date belongs is none: it was left out."), _("Write it as 2022-03-11.")
    ),
}
REFERENCES = {
    "unresolved-reference": Kind(
        _("A name belongs to nothing. Terms were created; anything else was left out and noted."),
        _("Correct the name, or import what it names too."),
        after=WHERE,
    ),
    "loose-reference": Kind(
        _(
            "A name was found only after ignoring spaces and Unicode forms, case and apostrophes, or by file name."
        ),
        _("Write the name as its document does."),
        after=f"{WHERE}:LEVEL",
    ),
    "ambiguous-reference": Kind(
        _("Two things have the name: the exact one was taken, else the first."),
        _("Give them different names, or choose on the page."),
        after=WHERE,
    ),
    "duplicate-title": Kind(
        _("Two documents have one name: one person, or two pages."),
        _("Rename one, or merge them."),
        after="FOLDER",
    ),
    "compound-administration": Kind(
        _("A value seems to name several public bodies: it was kept as one."),
        _("Choose the bodies on the challenge."),
    ),
    "vague-administration": Kind(
        _("A value says too little to tell which public body it is."), _("Write the whole name.")
    ),
    "label-inside-value": Kind(
        _("A value begins with the label of a form: the label was left out."), _("Delete the label.")
    ),
    "several-promotions": Kind(_("A challenge names several cohorts: it has the first."), _("Leave one.")),
    "link-swapped": Kind(
        _("An address stands under another network's key: it went where it belongs."),
        _("Move it in the document."),
    ),
}
PUBLISHING = {
    "not-publishable": Kind(
        _("A page lacks what publishing asks for: it stays a draft."),
        _("Complete the document, or the page, and publish."),
    ),
    "edited-here": Kind(
        _("The document and a person here have changed the same field: it stays as the person wrote it."),
        _("Read both texts under `conflicts`; `--force` takes the document's."),
    ),
}
REPEATS = {
    "renamed": Kind(
        _(
            "A document has another path than before: it was known again, its object keeps identity and address."
        ),
        _("Nothing, unless it is another document: then change its title or its text."),
    ),
    "vanished": Kind(
        _("A document of an earlier import is gone from its site tree: its object stays as it is."),
        _("Unpublish or delete the object here, if it shall go too."),
    ),
    "deleted-here": Kind(
        _("Somebody deleted here what the document had made: it is not made again."),
        _("Nothing; `--force` makes it again."),
    ),
    "person-erased": Kind(
        _("A person was erased: neither they nor mentions of them are imported. The line names nobody."),
        _("Nothing; take the person out of the documents too."),
    ),
}
OLDER_SITES = {
    "data-unused": Kind(
        _("No type of document has the name of a file of data: it was left out."),
        _("Nothing, or write a plugin that reads it."),
    ),
    "data-differs": Kind(
        _("A document and its entry of data say different things: the document counts."),
        _("Correct the one that is wrong."),
    ),
    "data-title-twice": Kind(
        _("Two entries of data have one title: the other is called by its key."),
        _("Correct the title."),
    ),
    "counterpart": Kind(
        _("A document of another site tree is about the same thing: it filled what was empty."),
        _("Read both, if the names differ."),
        after="LEVEL",
    ),
    "ambiguous-counterpart": Kind(
        _("Several things of another site tree have the name: the first was taken."),
        _("Give them different names."),
        after="TYPE",
    ),
    "no-counterpart": Kind(
        _(
            "Another site tree that holds such documents has nothing of this name: it became an object of its own."
        ),
        _("Nothing, or merge the two if one has another name there."),
        after="TYPE",
    ),
    "merged-field": Kind(
        _(
            "Two site trees say different things: the one that was imported first counts. The line quotes the other."
        ),
        _("Copy what is worth it to the page."),
    ),
    "shared-value": Kind(
        _("A translation says something else than its source where all languages share one value."),
        _("Correct the one that is wrong."),
    ),
    "document-external": Kind(
        _("A document lies on another site: it was not fetched, its address is in the import note."),
        _("Put it among the files, if its rights allow."),
    ),
    "video-hidden": Kind(
        _("The older site did not show a video: its address is in the import note."),
        _("Add it to the page by hand, if it may be shown."),
    ),
    "redirect-refused": Kind(
        _("A redirect leads from or to another site, or is a pattern: it was left out."),
        _("Keep it on the server in front, if it is still wanted."),
    ),
    "redirect-unresolved": Kind(
        _("A redirect leads to an address that nothing has: it was left out."),
        _("Correct it, or import that page too."),
    ),
    "archive-entry-refused": Kind(
        _("An entry of an archive leads out of its folder, is a link or cannot be opened: it was left out."),
        _("Pack the archive anew."),
    ),
}
PICTURES = {
    "image-missing": Kind(
        _("A picture is not among the files of the site."), _("Add it, or take it out of the document.")
    ),
    "image-empty": Kind(_("The address of a picture is empty."), _("Write it, or delete the key.")),
    "image-external": Kind(
        _("A picture lies on another site: it was not fetched, its address became a link."),
        _("Put it among the files, if its rights allow."),
    ),
    "image-case-differs": Kind(
        _("A picture was found only by ignoring case."), _("Write its name as the file's.")
    ),
    "image-refused": Kind(
        _("A file is no picture, or a dangerous one."), _("Save it anew with an image editor.")
    ),
    "image-no-place": Kind(
        _("A picture stands where the text takes none: it was kept as a link."),
        _("Add it to the page by hand."),
    ),
    "alt-missing": Kind(
        _("A picture has no description."), _("Describe it in the document, or in the library.")
    ),
}
LINKS = {
    "file-missing": Kind(
        _("A link leads to a file that the site does not have."), _("Add the file, or correct the link.")
    ),
    "internal-link-unresolved": Kind(
        _("No page has the address of a link to the site itself: it was kept as it is."),
        _("Correct it, or import that page too."),
    ),
    "old-site-link": Kind(
        _("A link leads to the older site, and nothing here has that name: it was kept."),
        _("Correct it, or nothing."),
    ),
    "link-malformed": Kind(
        _("A link is no address: it was repaired, or its words were kept."), _("Correct it.")
    ),
    "link-unsafe": Kind(_("A link would run something: only its words were kept."), _("Take it out.")),
    "link-anchor": Kind(
        _("A link leads to a place inside a page: it leads to the top of the page."),
        _("Nothing, or link the heading."),
    ),
    "link-title": Kind(
        _("The title of a link was kept in the import note."), _("Nothing, or put it into its words.")
    ),
    "link-empty": Kind(_("A link has no words to click on: it was dropped."), _("Give it words.")),
    "link-unused": Kind(
        _("The address of a link is defined, and no text uses it: it was left out."), _("Nothing, or use it.")
    ),
    "link-in-description": Kind(
        _("The description of a picture holds a link, which it cannot: its address was left out."),
        _("Put the link below the picture."),
    ),
    "email-obfuscated": Kind(_("An obfuscated e-mail address was written plainly."), NOTHING),
}
BODIES = {
    "shortcode-unknown": Kind(
        _("No plugin knows the shortcode: it was kept as visible text in a note."),
        _("Replace the note on the page, or write a plugin's `shortcodes`."),
    ),
    "shortcode-malformed": Kind(_("A shortcode lacks what it needs."), _("Complete it.")),
    "html-script": Kind(_("A script was dropped."), LOOK),
    "html-style": Kind(_("A style sheet was dropped."), LOOK),
    "html-svg": Kind(
        _("A drawing inside the text was dropped."), _("Save it as a file and show it as a picture.")
    ),
    "html-template": Kind(_("An HTML template was dropped."), LOOK),
    "html-form": Kind(_("A form was dropped, its text kept."), LOOK),
    "html-iframe": Kind(_("A frame became a video block, or a link to what it shows."), LOOK),
    "html-video": Kind(_("A video element became a video block, or a link to what it shows."), LOOK),
    "html-audio": Kind(_("A sound element became a video block, or a link to what it shows."), LOOK),
    "html-object": Kind(_("An embedded object became a video block, or a link to what it shows."), LOOK),
    "html-embed": Kind(_("An embedded element became a video block, or a link to what it shows."), LOOK),
    "html-unknown": Kind(_("A tag that is not known was dropped, its text kept."), LOOK),
    "bold-heading": Kind(_("A short line all in bold or italics was read as a heading."), NOTHING),
    "typed-bullets": Kind(_("Lines that begin with a typed bullet were read as a list."), NOTHING),
    "emphasis-repaired": Kind(_("Asterisks that Markdown cannot read were read as bold."), NOTHING),
    "emphasis-broken": Kind(
        _("Asterisks that belong to nothing were kept as text."), _("Close them, or delete them.")
    ),
    "list-number": Kind(_("A list that began at another number begins at 1."), LOOK),
    "attributes-dropped": Kind(_("Braces that only style a text were dropped."), LOOK),
    "nested-too-deep": Kind(
        _("Quotations or lists stand one inside the other deeper than any author means: read as plain text."),
        LOOK,
    ),
    "markup-too-dense": Kind(
        _("A paragraph holds more marks than any author writes: it was read as plain text."), LOOK
    ),
    "html-too-deep": Kind(
        _(
            "Tags stand inside each other deeper than any author means: the inner ones were left out, their text kept."
        ),
        LOOK,
    ),
    "html-declaration": Kind(
        _("A declaration or a comment that nothing closes: it was kept as text."),
        _("Close it, or delete it."),
    ),
    "block-no-place": Kind(
        _("A text takes no such block: it was kept in the import note."), _("Add it to the page by hand.")
    ),
}
EXPORTS = {
    "type-not-installed": Kind(
        _("An export holds an object of a plugin that is not installed here: it was left out."),
        _("Install the plugin, then import the export again."),
    ),
    "field-unknown": Kind(
        _("A document of an export has a key that objects of its type have no field for."),
        _("Correct the key, or update the plugin."),
    ),
    "reference-missing": Kind(
        _("A document of an export names an object that is neither in the export nor here."),
        _("Import the whole export, or choose another object here."),
    ),
    "address-taken": Kind(
        _("Another page has the address of a page of an export: it got the next one that is free."),
        _("Rename one of the two."),
    ),
    "restriction-closed": Kind(
        _("An export holds no password, and a group of it may not be here: only superusers see this."),
        _("Choose again who may see it, under “Privacy”."),
    ),
    "file-refused": Kind(
        _("A file of an export may not go into the library."), _("Correct the file, or add it by hand.")
    ),
}
KINDS: dict[str, Kind] = {
    **FILES,
    **FRONT_MATTER,
    **DATES,
    **REFERENCES,
    **PUBLISHING,
    **REPEATS,
    **OLDER_SITES,
    **PICTURES,
    **LINKS,
    **BODIES,
    **EXPORTS,
}


def described(kind: str) -> str:
    """What a kind means and what to do, in two sentences."""
    known = KINDS.get(kind.partition(":")[0])
    return f"{known.meaning} {known.cure}" if known else str(_("A kind of a plugin's own."))
