"""What surrounds the pages: menus, banner, footer, accessibility statement, and the site's own settings."""

from .accessibility import AccessibilityStatement
from .banners import ImportantBanner
from .footers import Footer, FooterLink
from .menus import Menu, MenuItem
from .settings import SiteSettings, SocialLink

__all__ = [
    "AccessibilityStatement",
    "Footer",
    "FooterLink",
    "ImportantBanner",
    "Menu",
    "MenuItem",
    "SiteSettings",
    "SocialLink",
]
