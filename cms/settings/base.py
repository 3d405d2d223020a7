"""The embedded profile, and what every profile shares.

It needs no variable at all: SQLite, files, cache and a secret key of its own under `var/`. Every variable the
software reads is read here, so that `docs/reference/settings.md` can be held against `env.declared`; the other
settings modules only change what follows from it.
"""

from datetime import timedelta
from pathlib import Path
from urllib.parse import quote, urlsplit

import environ
from django.conf.locale import LANG_INFO
from django.utils.translation import gettext_lazy as _

from cms.plugins.discovery import our_plugins, plugin_apps
from cms.settings import env
from cms.settings.secret import kept_secret

PACKAGE_DIR = Path(__file__).resolve().parent.parent
PROJECT_DIR = PACKAGE_DIR.parent
# Installed as a package, the software must not write, nor look for catalogues, where packages lie.
IS_CHECKOUT = (PROJECT_DIR / "pyproject.toml").is_file()
VAR_DIR = env.folder("CMS_VAR_DIR", (PROJECT_DIR if IS_CHECKOUT else Path.cwd()) / "var")

DEBUG = False

# --- Addresses -------------------------------------------------------------------------------------------

PORT = env.integer("PORT", 8000, least=1, most=65535)
BASE_URL = env.web_address("CMS_BASE_URL", f"http://127.0.0.1:{PORT}")
IS_HTTPS = BASE_URL.startswith("https:")
ALLOWED_HOSTS = env.names(
    "CMS_ALLOWED_HOSTS",
    sorted({"127.0.0.1", "localhost", urlsplit(BASE_URL).hostname or "localhost"}),
    allowed="host names separated by commas, such as cms.example.org",
)
CSRF_TRUSTED_ORIGINS = [BASE_URL] if IS_HTTPS else []
# How many proxies of ours stand in front: only then are their X-Forwarded-* headers believed.
PROXY_COUNT = env.integer("CMS_PROXY_COUNT", 0, least=0, most=10)
if PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# --- Secrets and protection ------------------------------------------------------------------------------

SECRET_KEY = env.text("SECRET_KEY", allowed="at least 50 random characters") or kept_secret(
    VAR_DIR / "secret_key"
)
SECRET_KEY_FALLBACKS = env.names("SECRET_KEY_FALLBACKS", allowed="earlier secret keys separated by commas")

SESSION_COOKIE_SECURE = IS_HTTPS
CSRF_COOKIE_SECURE = IS_HTTPS
SECURE_SSL_REDIRECT = IS_HTTPS
HSTS_SECONDS = env.integer("CMS_HSTS_SECONDS", 31_536_000, least=0, most=63_072_000)
SECURE_HSTS_SECONDS = HSTS_SECONDS if IS_HTTPS else 0
SILENCED_SYSTEM_CHECKS = [
    # Sub-domains and the browsers' preload list concern a whole domain: its owner decides, not one site on it.
    "security.W005",
    "security.W021",
    # Wagtail shows previews in a frame of its own, so frames of the same origin are allowed.
    "security.W019",
]
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
SESSION_COOKIE_AGE = int(timedelta(hours=12).total_seconds())

DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a long page in the editor has thousands of form fields
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "wagtailadmin_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"

# One account is locked for one address, so that nobody can lock a colleague out from elsewhere.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = env.integer("CMS_LOGIN_ATTEMPTS", 5, least=1, most=100)
AXES_COOLOFF_TIME = timedelta(minutes=env.integer("CMS_LOGIN_LOCK_MINUTES", 15, least=1, most=1440))
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_CALLABLE = "cms.accounts.lockout.locked_out"
AXES_CLIENT_IP_CALLABLE = "cms.server.client_address.client_address"
AXES_ENABLE_ADMIN = False  # there is no django.contrib.admin
AXES_VERBOSE = False

# --- Applications ----------------------------------------------------------------------------------------

OUR_PLUGINS = our_plugins()
CMS_PLUGINS_OFF = env.names("CMS_PLUGINS_OFF", allowed="plugin names separated by commas")
CMS_PLUGINS = env.names(
    "CMS_PLUGINS",
    [name for name in OUR_PLUGINS if name not in CMS_PLUGINS_OFF],
    allowed="plugin names separated by commas",
)
CMS_PLUGIN_SETTINGS = env.json_object("CMS_PLUGIN_SETTINGS")

INSTALLED_APPS = [
    "cms.plugins",
    "cms.core",
    "cms.accounts",
    "cms.media",
    "cms.site",
    *plugin_apps(CMS_PLUGINS, CMS_PLUGINS_OFF),
    "cms.importer",
    "cms.api",
    "cms.sample",
    "cms.server",
    "wagtail_localize",
    "wagtail_localize.locales",  # takes the place of wagtail.locales
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.settings",
    "wagtail.contrib.sitemaps",
    "wagtail.contrib.table_block",
    "wagtail.api.v2",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "rest_framework",
    "axes",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    # First, so that a probe needs neither a known host name nor https.
    "cms.server.health.HealthMiddleware",
    "cms.core.nul.RefuseNulMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "cms.core.middleware.SiteLocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "cms.accounts.middleware.LanguageRightsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "cms.core.middleware.SiteRedirectMiddleware",
    "axes.middleware.AxesMiddleware",  # last: it turns a lock into its answer
]

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
        },
    },
]

# --- Languages and time ----------------------------------------------------------------------------------

LANGUAGE_CODE = "fr"
LANGUAGE_CODES = env.names(
    "CMS_LANGUAGES", ["fr", "en"], allowed="language codes separated by commas, fr first, such as fr,en"
)
if LANGUAGE_CODES[0] != LANGUAGE_CODE:
    raise env.SettingsError(
        f"CMS_LANGUAGES is '{','.join(LANGUAGE_CODES)}', which is not allowed: fr must come first, "
        "because French is the language content is written in."
    )
for code in LANGUAGE_CODES:
    if "name" not in LANG_INFO.get(code, {}):
        raise env.SettingsError(
            f"CMS_LANGUAGES names '{code}', which is not allowed: each must be a language code Django knows, "
            "such as fr, en, de or pt-br."
        )
LANGUAGES = [(code, _(LANG_INFO[code]["name"])) for code in LANGUAGE_CODES]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = [("fr", _("French")), ("en", _("English"))]
WAGTAIL_I18N_ENABLED = True
WAGTAIL_GRAVATAR_PROVIDER_URL = None  # the admin asks nothing of a third party
# Translations start as drafts: a page's French text must never be published as its translation.
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
USE_I18N = True
LOCALE_PATHS = [(PROJECT_DIR if IS_CHECKOUT else PACKAGE_DIR) / "locale"]

USE_TZ = True
TIME_ZONE = "Europe/Paris"

# --- Database, cache, tasks ------------------------------------------------------------------------------

DATABASE = env.database("DATABASE_URL", f"sqlite:///{quote(str(VAR_DIR / 'db.sqlite3'))}")
DATABASE_POOL_SIZE = env.integer("CMS_DATABASE_POOL_SIZE", 0, least=0, most=100)
if DATABASE["ENGINE"] == "django.db.backends.sqlite3":
    if not DATABASE["NAME"].startswith((":memory:", "file:")):
        Path(DATABASE["NAME"]).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    DATABASE["OPTIONS"] = {
        # A deferred transaction that turns into a write cannot wait for another one: it fails at once.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA temp_store=MEMORY; "
            "PRAGMA mmap_size=134217728; PRAGMA journal_size_limit=27103364; PRAGMA cache_size=-16000;"
        ),
    }
else:
    DATABASE["CONN_HEALTH_CHECKS"] = True
    if DATABASE_POOL_SIZE:
        DATABASE.setdefault("OPTIONS", {})["pool"] = {
            "min_size": 1,
            "max_size": DATABASE_POOL_SIZE,
            "timeout": 10,
        }
    else:
        DATABASE["CONN_MAX_AGE"] = 60
DATABASES = {"default": DATABASE}
# What `manage.py before_start` does: how long it waits for the database, and whether it migrates it.
DATABASE_WAIT = env.integer("CMS_DATABASE_WAIT", 60, least=0, most=3600)
MIGRATE_AT_START = env.boolean("CMS_MIGRATE", False)

CACHE_URL = env.url("CACHE_URL", "", schemes=("redis", "rediss", "unix"), example="redis://127.0.0.1:6379/0")
if CACHE_URL:
    SHARED_CACHE = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": CACHE_URL}
    SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
else:
    # Files, not memory: every process must see what another one forgets.
    SHARED_CACHE = {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": str(VAR_DIR / "cache"),
        "OPTIONS": {"MAX_ENTRIES": 5000},
    }
CACHES = {"default": {**SHARED_CACHE, "KEY_PREFIX": "cms"}}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

# --- Search ----------------------------------------------------------------------------------------------

WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
# The public search of visitors; the admin's stays in the database.
SEARCH_URL = env.url("SEARCH_URL", "", schemes=("http", "https"), example="http://127.0.0.1:9200")

# --- Import ----------------------------------------------------------------------------------------------

# Addresses of today's and earlier sites of the programme: links to them lead to pages here.
IMPORT_SITE_HOSTS = env.names(
    "CMS_IMPORT_SITE_HOSTS",
    ["eig.numerique.gouv.fr", "eig.etalab.gouv.fr", "entrepreneur-interet-general.etalab.gouv.fr"],
    allowed="host names separated by commas, such as www.example.org",
)

# --- Files -----------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATICFILES_DIRS = [PACKAGE_DIR / "static"]
STATIC_ROOT = env.folder("CMS_STATIC_DIR", VAR_DIR / "static")
MEDIA_URL = "/media/"
MEDIA_S3_BUCKET = env.text("MEDIA_S3_BUCKET", allowed="the name of a bucket")
MEDIA_S3 = {
    "bucket_name": MEDIA_S3_BUCKET,
    "endpoint_url": env.web_address("MEDIA_S3_ENDPOINT_URL", example="https://s3.example.org") or None,
    "region_name": env.text("MEDIA_S3_REGION", allowed="the name of a region") or None,
    "access_key": env.text("MEDIA_S3_ACCESS_KEY", allowed="the identifier of an access key") or None,
    "secret_key": env.text("MEDIA_S3_SECRET_KEY", allowed="the secret of that access key") or None,
    "file_overwrite": False,
}
if not MEDIA_S3_BUCKET and any(MEDIA_S3.values()):
    raise env.SettingsError(
        "MEDIA_S3_BUCKET is missing, but other MEDIA_S3 variables are set: name the bucket."
    )
if bool(MEDIA_S3["access_key"]) != bool(MEDIA_S3["secret_key"]):
    raise env.SettingsError(
        "MEDIA_S3_ACCESS_KEY and MEDIA_S3_SECRET_KEY belong together: set both or neither."
    )
if MEDIA_S3_BUCKET:
    S3_STORAGE = "storages.backends.s3.S3Storage"
    PRIVATE_MEDIA = {
        "BACKEND": S3_STORAGE,
        "OPTIONS": {**MEDIA_S3, "location": "private", "default_acl": "private"},
    }
    RENDITION_MEDIA = {
        "BACKEND": S3_STORAGE,
        "OPTIONS": {
            **MEDIA_S3,
            "location": "renditions",
            # Public under names nobody can guess, at addresses a CDN can keep.
            "default_acl": "public-read",
            "querystring_auth": False,
        },
    }
else:
    FILE_STORAGE = "django.core.files.storage.FileSystemStorage"
    PRIVATE_MEDIA = {
        "BACKEND": FILE_STORAGE,
        # No base_url: an original has no address of its own, a view decides who may have it.
        "OPTIONS": {"location": str(VAR_DIR / "media" / "private"), "base_url": None},
    }
    RENDITION_MEDIA = {
        "BACKEND": FILE_STORAGE,
        "OPTIONS": {"location": str(VAR_DIR / "media" / "renditions"), "base_url": MEDIA_URL},
    }
STORAGES = {
    "default": PRIVATE_MEDIA,
    "renditions": RENDITION_MEDIA,
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

WAGTAILIMAGES_IMAGE_MODEL = "media.CMSImage"
WAGTAILIMAGES_RENDITION_STORAGE = "renditions"
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.media.forms.ImageForm"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "heic", "jpg", "jpeg", "png", "svg", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = env.integer("CMS_MAX_IMAGE_MB", 20, least=1, most=200) * 1024 * 1024
WAGTAILDOCS_DOCUMENT_MODEL = "media.CMSDocument"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "cms.media.forms.DocumentForm"
WAGTAILDOCS_MAX_UPLOAD_SIZE = env.integer("CMS_MAX_DOCUMENT_MB", 50, least=1, most=1000) * 1024 * 1024
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_EXTENSIONS = [
    "csv", "doc", "docx", "epub", "ics", "json", "odg", "odp", "ods", "odt", "pdf", "ppt", "pptx", "rtf",
    "txt", "vtt", "xls", "xlsx", "zip",
]  # fmt: skip
WAGTAILEMBEDS_FINDERS = []  # nothing is asked of a third party while a page is shown

# --- Wagtail ---------------------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = env.text("CMS_SITE_NAME", "Entrepreneurs d’intérêt général")
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAILAPI_BASE_URL = BASE_URL
WAGTAILAPI_LIMIT_MAX = 100
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
TAGGIT_CASE_INSENSITIVE = True

# --- Mail ------------------------------------------------------------------------------------------------

EMAIL_URL = env.url(
    "EMAIL_URL",
    "",
    schemes=("smtp", "smtp+tls", "smtp+ssl", "consolemail", "filemail"),
    example="smtp+tls://user:password@mail.example.org:587",
)
if EMAIL_URL:
    vars().update(environ.Env.email_url_config(EMAIL_URL))
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = VAR_DIR / "mail"
DEFAULT_FROM_EMAIL = env.text(
    "CMS_FROM_EMAIL", "cms@localhost", allowed="an e-mail address, such as cms@example.org"
)
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# --- The server's processes ------------------------------------------------------------------------------

WEB_CONCURRENCY = env.integer("WEB_CONCURRENCY", 2, least=1, most=64)
WEB_THREADS = env.integer("WEB_THREADS", 2, least=1, most=64)
ACCESS_LOG = env.boolean("CMS_ACCESS_LOG", False)
BIND = env.text("CMS_BIND", f"127.0.0.1:{PORT}", allowed="an address and port, such as 0.0.0.0:8000")

# --- Logs ------------------------------------------------------------------------------------------------

LOG_LEVEL = env.one_of("CMS_LOG_LEVEL", ["DEBUG", "INFO", "WARNING", "ERROR"], "INFO")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "cms": {"level": LOG_LEVEL},
        "django": {"level": "INFO"},
        # Every scanner asks for another host: a line each would bury the rest.
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        "django.server": {"handlers": ["console"], "level": "INFO", "propagate": False},
        # Two lines for each task that goes well are for whoever asks for them.
        "django_tasks": {"level": "DEBUG" if LOG_LEVEL == "DEBUG" else "WARNING"},
        "django_tasks_db": {"level": LOG_LEVEL},
        "apscheduler": {"level": "WARNING"},
    },
}

env.refuse_unknown("CMS_")
