"""The production profile: any number of nodes that share database, cache and media, behind https."""

from cms.settings import env
from cms.settings.base import *

env.require("SECRET_KEY", "DATABASE_URL", "CACHE_URL", "CMS_BASE_URL", "CMS_ALLOWED_HOSTS")

if len(SECRET_KEY) < 50:
    raise env.SettingsError(
        "SECRET_KEY is too short: it must be at least 50 random characters, such as `openssl rand -base64 48` writes."
    )
if not IS_HTTPS:
    raise env.SettingsError(
        f"CMS_BASE_URL is '{BASE_URL}', which is not allowed: it must begin with https://."
    )
if "*" in ALLOWED_HOSTS:
    raise env.SettingsError("CMS_ALLOWED_HOSTS is '*', which is not allowed: it must name each host.")
if DATABASE["ENGINE"] == "django.db.backends.sqlite3":
    raise env.SettingsError(
        "DATABASE_URL leads to SQLite, which is not allowed: several nodes need PostgreSQL, "
        "such as postgres://user:password@host:5432/name. For one node, use cms.settings.base."
    )
