"""For the tests: quick hashes, no network, files in a folder that goes away.

The database is PostgreSQL when TEST_DATABASE_URL says where, else SQLite.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_var = tempfile.mkdtemp(prefix="eig-cms-test-")
Path(_var, "static").mkdir()
atexit.register(shutil.rmtree, _var, ignore_errors=True)
os.environ["CMS_VAR_DIR"] = _var
os.environ["SECRET_KEY"] = "only-for-tests-and-therefore-no-secret-at-all-0123456789"  # noqa: S105  it protects nothing
os.environ["DATABASE_URL"] = os.environ.get("TEST_DATABASE_URL") or "sqlite://:memory:"

from cms.settings.base import *  # noqa: E402  the variables above must be there first

VAR_DIR = Path(_var)
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, as in the embedded profile: only then do several threads meet the same locks.
    DATABASES["default"]["TEST"] = {"NAME": os.environ.get("TEST_SQLITE_NAME") or f"{_var}/test.sqlite3"}
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
# One connection per test process: none outlives its test database.
DATABASES["default"].pop("CONN_MAX_AGE", None)
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend", "QUEUES": ["default"]}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
# Signing in with the test client has no request; the tests of throttling switch it on.
AXES_ENABLED = False
LOGGING["root"]["level"] = "ERROR"
LOGGING["loggers"] = {}
