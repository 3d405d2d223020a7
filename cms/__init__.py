"""EIG CMS: a plugin-based headless CMS backend on Wagtail."""

__version__ = "0.1.0"
