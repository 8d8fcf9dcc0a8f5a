"""Settings, read from the environment, with safe defaults.

An invalid or missing value ends the start with one line that names the variable.
"""

import sys
import warnings
from datetime import date
from ipaddress import ip_network
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import available_timezones

import environ
from babel import Locale, UnknownLocaleError
from csp.constants import NONCE
from django.core.exceptions import ImproperlyConfigured
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

from languages import cldr
from site_config import stored_settings
from site_config.caches import fail_safe

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()


def refuse(name, reason):
    """End the process with one line: the variable and what is wrong with it."""
    sys.exit(f"Configuration error: {name} {reason}")


def read(name, cast, default=environ.Env.NOTSET):
    """The variable's value, converted by ``cast``; an invalid or missing one ends the start."""
    try:
        return getattr(env, cast)(name, default=default)
    except (ImproperlyConfigured, ValueError, TypeError, KeyError) as error:
        reason = f"cannot be read: {error}" if name in env.ENVIRON else "is not set."
        return refuse(name, reason)


def read_switch(name, default):
    """A boolean variable; unlike django-environ, unknown words are errors, not False."""
    word = read(name, "str", "").strip().lower()
    if word in ("", "1", "true", "yes", "on"):
        return bool(word) or default
    if word not in ("0", "false", "no", "off"):
        refuse(name, f"must be true or false, not {word}.")
    return False


def read_kept(name, read_from):
    """The variable's value, or what ``bin/run`` stored in DATA_DIR; empty if neither exists."""
    try:
        return read(name, "str", "") or read_from(DATA_DIR)
    except OSError as error:
        return refuse(name, f"cannot be read from {error.filename}: {error.strerror}.")


# The environment this process runs in

DEBUG = read_switch("DEBUG", False)
DATA_DIR = Path(read("DATA_DIR", "str", "") or BASE_DIR / "var").expanduser().resolve()
SITE_URL = (read_kept("SITE_URL", stored_settings.site_url) or "http://127.0.0.1:8000").rstrip("/")
_site = urlsplit(SITE_URL)
if _site.scheme not in ("http", "https") or not _site.hostname or _site.path:
    refuse("SITE_URL", "must be http://host[:port] or https://host[:port], without a path.")
HTTPS = _site.scheme == "https"

SECRET_KEY = read_kept("SECRET_KEY", stored_settings.secret_key)
if not SECRET_KEY:
    _remedy = "start the site once by bin/run, or set the variable."
    refuse("SECRET_KEY", f"is not set, and DATA_DIR {DATA_DIR} has none: {_remedy}")
if len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 5:
    refuse("SECRET_KEY", "must be at least 50 random characters.")

ALLOWED_HOSTS = read("ALLOWED_HOSTS", "list", [_site.hostname])
if _site.hostname in ("127.0.0.1", "localhost"):
    ALLOWED_HOSTS += ["127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS = [SITE_URL]
# Addresses or networks of proxies whose X-Forwarded-Proto and X-Forwarded-For are accepted.
TRUSTED_PROXIES = read("TRUSTED_PROXIES", "list", [])
for _name in TRUSTED_PROXIES:
    try:
        ip_network(_name)
    except ValueError as _error:
        refuse("TRUSTED_PROXIES", f"must list IP addresses or networks: {_error}.")

# Order matters for registering models: modeltranslation comes before the apps with translated
# models, and the base page's app before those of its subclasses.

INSTALLED_APPS = [
    "modeltranslation",
    "languages",
    "pages",
    "pages.background",
    "pages.limits",
    "pages.accounts",
    "pages.search",
    "pages.contact",
    "pages.translating",
    "pages.staff",
    "work_areas",
    "wagtail.contrib.frontend_cache",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
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
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    # For its catalogue: Wagtail uses its words for relative times.
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

# Order matters: first what every response needs, including files and errors, then what only pages
# need.
MIDDLEWARE = [
    "site_config.middleware.TrustedProxyMiddleware",
    "site_config.middleware.ContentSecurityPolicyMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "site_config.middleware.HealthMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "pages.public.media_files.MediaMiddleware",
    "site_config.shedding.SheddingMiddleware",
    "site_config.middleware.CompressionMiddleware",
    "site_config.middleware.StaffScriptMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "site_config.bodies.BodyLimitMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "pages.public.middleware.ErrorPagesMiddleware",
    "site_config.bad_requests.BadRequestMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "site_config.urls"
WSGI_APPLICATION = "site_config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    # Marks words in another language than the reader’s; otherwise Django’s own.
                    "languages.marking.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                ),
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
            ],
        },
    },
]

# Data

# Seconds: the timeout of connecting to PostgreSQL, and of each statement of a request; commands
# have none.
CONNECT_SECONDS = 5
STATEMENT_SECONDS = 30
if env.str("DATABASE_URL", default=""):
    with warnings.catch_warnings(action="ignore"):
        _database = read("DATABASE_URL", "db_url")
else:
    _database = {"ENGINE": "django.db.backends.sqlite3", "NAME": DATA_DIR / "db.sqlite3"}
if _database.get("ENGINE") == "django.db.backends.sqlite3":
    _database["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
elif _database.get("ENGINE") == "django.db.backends.postgresql":
    _database.setdefault("CONN_MAX_AGE", 60)
    _database["CONN_HEALTH_CHECKS"] = True
    _database["OPTIONS"] = {
        # JIT compilation of a large query takes PostgreSQL seconds, running it milliseconds.
        "options": "-c jit=off",
        # Seconds (and milliseconds) until an unreachable server is given up; see also
        # ``site_config.databases``.
        "connect_timeout": CONNECT_SECONDS,
        "keepalives_idle": 30,
        "keepalives_interval": 10,
        "keepalives_count": 3,
        "tcp_user_timeout": 30_000,
        "statement_timeout": STATEMENT_SECONDS,
    } | _database.get("OPTIONS", {})
    STATEMENT_SECONDS = _database["OPTIONS"].pop("statement_timeout")
    CONNECT_SECONDS = _database["OPTIONS"]["connect_timeout"]
    for _name, _value in (
        ("connect_timeout", CONNECT_SECONDS),
        ("statement_timeout", STATEMENT_SECONDS),
    ):
        if not isinstance(_value, int) or _value < 1:
            refuse("DATABASE_URL", f"must have at least 1 second as {_name}.")
else:
    refuse("DATABASE_URL", "must start with sqlite:/// or postgres://.")
DATABASES = {"default": _database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Files by default, so that all server processes see each other's invalidations.
if env.str("CACHE_URL", default=""):
    _cache = read("CACHE_URL", "cache_url")
else:
    _cache = {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA_DIR / "cache",
        "OPTIONS": {"MAX_ENTRIES": 5000},
    }
CACHES = {"default": fail_safe(_cache)}

# Languages

LANGUAGE_CODE = "ar"
# Languages with their autonyms, for readers of any language. To add one, see
# docs/adding-a-language.md.
LANGUAGES = [
    ("ar", "العربية"),
    ("en", "English"),
]
for _code, _name in LANGUAGES:
    try:
        Locale.parse(_code, sep="-")
    except (UnknownLocaleError, ValueError):
        refuse("LANGUAGES", f"names a language that CLDR does not know: {_code}.")
# Django knows the direction only of the languages it is translated into; CLDR knows all.
LANGUAGES_BIDI = [code for code, _name in LANGUAGES if cldr.direction(code) == "rtl"]
# Our own catalogues first, then our corrections of the installed packages' catalogues.
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale" / "packages"]
# Formats in the admin; the public site uses FORMAT_LOCALES.
FORMAT_MODULE_PATH = "languages.formats"
USE_I18N = True
USE_TZ = True
TIME_ZONE = read("TIME_ZONE", "str", "Europe/Stockholm")
if TIME_ZONE not in available_timezones():
    refuse("TIME_ZONE", f"names no time zone: {TIME_ZONE}")

# The CLDR locale of each language's dates and numbers: ar-JO, ar-EG and ar-MA have different month
# names.
FORMAT_LOCALES = {"ar": "ar-JO", "en": "en-GB"} | read("FORMAT_LOCALES", "dict", {})
for _tag in FORMAT_LOCALES.values():
    try:
        Locale.parse(_tag, sep="-")
    except (UnknownLocaleError, ValueError):
        refuse("FORMAT_LOCALES", f"names no CLDR locale: {_tag}")
# Digits by language: "latn" (0-9), "arab" (Arabic-Indic) or "arabext" (Persian, Urdu), as CLDR
# names them; for other languages, CLDR's default.
NUMBERING_SYSTEMS = {"ar": "latn", "en": "latn"} | read("NUMBERING_SYSTEMS", "dict", {})
for _system in NUMBERING_SYSTEMS.values():
    if _system not in ("latn", "arab", "arabext"):
        refuse("NUMBERING_SYSTEMS", f"knows latn, arab and arabext, not {_system}")

# Whether translators may edit catalogues in the admin: this needs write access to the code's files,
# and an update of the code replaces them.
EDIT_CATALOGUES = read_switch("EDIT_CATALOGUES", DEBUG)

MODELTRANSLATION_DEFAULT_LANGUAGE = LANGUAGE_CODE
# The default language has no fallback, so that code under it never reads another language.
MODELTRANSLATION_FALLBACK_LANGUAGES = {"default": (LANGUAGE_CODE,), LANGUAGE_CODE: ()}
MODELTRANSLATION_CUSTOM_FIELDS = ("BodyField",)


def MODELTRANSLATION_BUILD_LOCALIZED_VERBOSE_NAME(verbose_name, language):  # noqa: N802
    """A column's lazy label for staff, who each read it in their own language."""
    return format_lazy("{} ({})", verbose_name, dict(LANGUAGES)[language])


# Wagtail

WAGTAIL_PAGE_MODEL = "pages.BasePage"
WAGTAILIMAGES_IMAGE_MODEL = "pages.CustomImage"
WAGTAILDOCS_DOCUMENT_MODEL = "pages.CustomDocument"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "pages.forms.files.CustomDocumentForm"
WAGTAILIMAGES_IMAGE_FORM_BASE = "pages.forms.files.CustomImageForm"
WAGTAIL_SITE_NAME = gettext_lazy("Local Self-Government")
WAGTAILADMIN_BASE_URL = SITE_URL
# Languages are columns, not page trees.
WAGTAIL_I18N_ENABLED = False
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
# Without aliases of the machine such as "localtime", which browsers do not know.
WAGTAIL_USER_TIME_ZONES = sorted(
    name for name in available_timezones() if "/" in name or name == "UTC"
)
WAGTAIL_ALLOW_UNICODE_SLUGS = False
# A review continues when another language is published (see ``pages.versions.releasing``).
WAGTAIL_WORKFLOW_CANCEL_ON_PUBLISH = False
# Approving does not publish.
WAGTAIL_FINISH_WORKFLOW_ACTION = "pages.access.workflows.leave_to_publisher"
# Privacy of staff: no avatars, version checks or news from other servers.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILEMBEDS_FINDERS = []
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILFRONTENDCACHE_LANGUAGES = [code for code, _name in LANGUAGES]
# A frontend cache (Varnish, nginx) that is purged when a page changes.
if FRONTEND_CACHE_URL := read("FRONTEND_CACHE_URL", "str", ""):
    if urlsplit(FRONTEND_CACHE_URL).scheme not in ("http", "https"):
        refuse("FRONTEND_CACHE_URL", "must be http://host[:port] or https://host[:port].")
    WAGTAILFRONTENDCACHE = {
        "proxy": {
            "BACKEND": "pages.public.frontend_cache.FrontendCache",
            "LOCATION": FRONTEND_CACHE_URL,
        }
    }

# Staff accounts

LOGIN_URL = WAGTAIL_FRONTEND_LOGIN_URL = "wagtailadmin_login"
# Where a password of a page or document leads that names no page of this site.
LOGIN_REDIRECT_URL = "choose_language"
# The others are for hashes of passwords set by earlier versions of Django.
PASSWORD_HASHERS = [
    "pages.accounts.hashers.OneAtATimeHasher",
    "django.contrib.auth.hashers.PBKDF2SHA1PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": name}
    for name in (
        "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "django.contrib.auth.password_validation.MinimumLengthValidator",
        "pages.accounts.validators.CommonCoreValidator",
        "django.contrib.auth.password_validation.NumericPasswordValidator",
    )
]

# Our own panel asks for the password.
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
# Whether publishers and administrators need a second factor; others may have one.
REQUIRE_TWO_FACTORS = read_switch("REQUIRE_TWO_FACTORS", HTTPS and not DEBUG)
OTP_TOTP_ISSUER = _site.hostname
# Telephones know the time; what is off by half a minute is accepted.
OTP_TOTP_SYNC = False
# Codes are limited as passwords are: see pages/limits/passwords.py.
OTP_TOTP_THROTTLE_FACTOR = OTP_STATIC_THROTTLE_FACTOR = 0

# Mail

# Seconds; failed mail is retried.
EMAIL_TIMEOUT = 20
# The console backend delivers to nobody and would log personal data: without a mail server,
# messages wait.
MAIL_IS_SET_UP = DEBUG or bool(read("EMAIL_URL", "str", ""))
globals().update(read("EMAIL_URL", "email_url", "consolemail://"))
# What Django and Wagtail send waits in the database; the worker hands it to the mail server.
MAIL_BACKEND = globals()["EMAIL_BACKEND"]
EMAIL_BACKEND = "pages.background.mail.Backend"
DEFAULT_FROM_EMAIL = SERVER_EMAIL = read("DEFAULT_FROM_EMAIL", "str", f"noreply@{_site.hostname}")

# Visitors' messages: how many are taken in an hour from one address, from one network, and by one
# form

CONTACT_PER_ADDRESS = read("CONTACT_PER_ADDRESS", "int", 10)
CONTACT_PER_NETWORK = read("CONTACT_PER_NETWORK", "int", 30)
CONTACT_PER_FORM = read("CONTACT_PER_FORM", "int", 200)
for _name in ("CONTACT_PER_ADDRESS", "CONTACT_PER_NETWORK", "CONTACT_PER_FORM"):
    if globals()[_name] < 1:
        refuse(_name, "must be at least 1.")

# Concurrent requests per server process: as many as the database handles well. A few more wait for
# their turn, and the rest get a 503 at once.

REQUESTS_AT_ONCE = read("REQUESTS_AT_ONCE", "int", 4)
if REQUESTS_AT_ONCE < 1:
    refuse("REQUESTS_AT_ONCE", "must be at least 1.")

# Static files and uploads

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = DATA_DIR / "static"
MEDIA_URL = "/media/"
# Uploads are stored in DATA_DIR, or in an S3-compatible bucket with the public URL
# MEDIA_BUCKET_URL; keys and endpoint are read from the usual AWS_* variables.
MEDIA_BUCKET = read("MEDIA_BUCKET", "str", "")
MEDIA_BUCKET_URL = read("MEDIA_BUCKET_URL", "str", "").rstrip("/")
if MEDIA_BUCKET and urlsplit(MEDIA_BUCKET_URL).scheme != "https":
    refuse("MEDIA_BUCKET_URL", "must be the bucket's public address, https://host[/path].")
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {
        "BACKEND": "site_config.bucket.BucketStorage",
        "OPTIONS": {
            "bucket_name": MEDIA_BUCKET,
            "custom_domain": MEDIA_BUCKET_URL.removeprefix("https://"),
            "file_overwrite": False,
            "querystring_auth": False,
        },
    }
    if MEDIA_BUCKET
    else {"BACKEND": "site_config.storages.FileStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
if MEDIA_BUCKET:
    from botocore.config import Config

    # Seconds to connect to the bucket and to wait for its answer, tried twice.
    AWS_S3_CLIENT_CONFIG = Config(
        connect_timeout=5, read_timeout=20, retries={"total_max_attempts": 2}
    )
# Pages link only to hashed names; keeping the plain files too would double the compressing.
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
FILE_UPLOAD_PERMISSIONS = 0o640

# No SVG, which can contain scripts; pixels are counted before an image is decoded.
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odt", "ods", "pdf", "pptx", "rtf", "txt", "xlsx", "zip"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 25 * 1024 * 1024
# What a whole request may hold (site_config/bodies.py): forms of visitors, forms of staff without
# files, and with files. The last leaves room for a file that is too large, which is then told
# beside its field.
VISITOR_BODY_BYTES = 512 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
STAFF_UPLOAD_BYTES = 2 * WAGTAILDOCS_MAX_UPLOAD_SIZE
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
DATA_UPLOAD_MAX_NUMBER_FILES = 50

# Background work: rows of the database, worked off by a process beside the server

# What would wait for a remote service if there were one.
_PURGE = "wagtail.contrib.frontend_cache.tasks.purge_urls_from_cache_task"
_DELETE = "wagtail.tasks.delete_file_from_storage_task"
TASKS = {
    "default": {
        "BACKEND": "pages.background.backend.Backend",
        "QUEUES": [],
        "OPTIONS": {
            "AT_ONCE": [
                # Staff find what they have just saved, and are told where something is used
                # before they delete it.
                "modelsearch.tasks.insert_or_update_object_task",
                "wagtail.tasks.update_reference_index_task",
                *([] if FRONTEND_CACHE_URL else [_PURGE]),
                *([] if MEDIA_BUCKET else [_DELETE]),
            ]
        },
    }
}

# Machine translation

# The dotted path of a machine translation provider (see pages/translating/machine.py), and its
# timeout in seconds.
MACHINE_TRANSLATION = read("MACHINE_TRANSLATION", "str", "")
MACHINE_TRANSLATION_TIMEOUT = read("MACHINE_TRANSLATION_TIMEOUT", "int", 10)
if MACHINE_TRANSLATION_TIMEOUT < 1:
    refuse("MACHINE_TRANSLATION_TIMEOUT", "must be at least 1 second.")

# Security

SECURE_SSL_REDIRECT = HTTPS
# Probes inside the machine or cluster use plain HTTP.
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
# Only headers of trusted proxies get this far: see TrustedProxyMiddleware.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
# Off by default: it would bind all subdomains to HTTPS.
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = read_switch("HSTS_SUBDOMAINS", False)
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SESSION_ENGINE = "site_config.sessions"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
if HTTPS:
    # Browsers take cookies of these names from this host only, over https, for all its paths.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "pages.public.views.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
# For old browsers; others use frame-ancestors below, which lets the admin frame its previews.
X_FRAME_OPTIONS = "DENY"

# To whom weaknesses are reported (/.well-known/security.txt), and until when that holds.
SECURITY_CONTACT = read("SECURITY_CONTACT", "str", "")
if SECURITY_CONTACT and not SECURITY_CONTACT.startswith(("mailto:", "https:", "tel:")):
    refuse("SECURITY_CONTACT", "must start with mailto:, https: or tel:.")
try:
    SECURITY_EXPIRES = date.fromisoformat(read("SECURITY_EXPIRES", "str", "") or "1970-01-01")
except ValueError:
    refuse("SECURITY_EXPIRES", "must be a date: 2026-12-31.")
if SECURITY_CONTACT and date(1970, 1, 1) == SECURITY_EXPIRES:
    refuse("SECURITY_EXPIRES", "must say until when SECURITY_CONTACT holds, within a year.")

MEDIA_ORIGINS = [f"https://{urlsplit(MEDIA_BUCKET_URL).netloc}"] if MEDIA_BUCKET else []
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", *MEDIA_ORIGINS],
        "media-src": ["'self'"],
        "manifest-src": ["'self'"],
        "connect-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'self'"],
        "upgrade-insecure-requests": HTTPS,
    }
}
# What the admin needs in addition: frames for previews, blob images, the scripts marked by
# StaffScriptMiddleware, and the generated style elements of the rich text editor (style attributes
# stay forbidden).
ADMIN_CONTENT_SECURITY_POLICY = CONTENT_SECURITY_POLICY["DIRECTIVES"] | {
    "script-src": ["'self'", NONCE],
    "style-src-elem": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:", *MEDIA_ORIGINS],
    "font-src": ["'self'"],
    "frame-src": ["'self'"],
}
PERMISSIONS_POLICY = {
    feature: []
    for feature in (
        "accelerometer",
        "browsing-topics",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "publickey-credentials-get",
        "screen-wake-lock",
        "serial",
        "usb",
        "xr-spatial-tracking",
    )
}

# Logs go to stderr: errors, but not visitors' requests for missing pages

LOG_LEVEL = read("LOG_LEVEL", "str", "INFO").upper()
if LOG_LEVEL not in ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"):
    refuse("LOG_LEVEL", "must be DEBUG, INFO, WARNING, ERROR or CRITICAL.")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "site_config.logs.LineFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
    "loggers": {
        "django": {"handlers": [], "level": LOG_LEVEL},
        "django.request": {"level": "ERROR"},
        # Scanners ask for other names; they get a 400.
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        # Too verbose at lower levels: each task, each chunk of an image file, each selector.
        "django_tasks": {"level": "WARNING"},
        # The worker tells by itself that it ends.
        "django_tasks_db": {"level": "ERROR"},
        # Wagtail's own log in the database records changes by staff.
        "wagtail": {"level": "WARNING"},
        "PIL": {"level": "INFO"},
        "asyncio": {"level": "INFO"},
    },
}
