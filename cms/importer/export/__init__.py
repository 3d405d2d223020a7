"""The other way: every page, snippet, image and document of a site as a folder of readable files.

`export_content` writes it; `cms.importer.native` reads it back into a site.
"""

from cms.importer.export.writer import Summary, export_content

__all__ = ["Summary", "export_content"]
