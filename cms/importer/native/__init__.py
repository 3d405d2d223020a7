"""An export of this very CMS, read back: see `cms.importer.export` for the way out."""

from cms.importer.native.run import exports_among, import_export

__all__ = ["exports_among", "import_export"]
