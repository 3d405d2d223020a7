"""An export of this very CMS, read back: see `cms.importer.export` for the way out."""

from cms.importer.native.run import NativeImport, NativeOptions

__all__ = ["NativeImport", "NativeOptions"]
