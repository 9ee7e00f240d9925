"""The site's settings: sound for production as they stand, changed by environment variables (README, "Settings")."""

from __future__ import annotations

import datetime as dt
import os
import sys
from pathlib import Path

import dj_database_url
from django.core.management.utils import get_random_secret_key
from django.utils.translation import gettext_lazy as _

from core.caches import cache_at
from core.environment import flag, number, text, words
from core.mail import server
from core.search import connection

BASE = Path(__file__).resolve().parent.parent
TESTING = "pytest" in sys.modules

#: The one folder that holds the site's state: database, index, uploads, secret key.
HOME = Path(text("ZHANGJU_HOME", str(BASE / "var"))).resolve()
if TESTING:  # a folder for each process of the tests, which write indexes and files side by side
    HOME = HOME / "tests" / os.environ.get("PYTEST_XDIST_WORKER", "alone")
HOME.mkdir(mode=0o700, parents=True, exist_ok=True)  # for this account alone


def secret_key() -> str:
    """The key from the environment, or the one kept in the state folder, made there on first use."""
    #: The key that signs sessions and forms. Without it one is made once and kept in the state folder.
    if given := text("ZHANGJU_SECRET_KEY"):
        return given
    file = HOME / "secret_key"
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(get_random_secret_key())
    return file.read_text().strip()


SECRET_KEY = secret_key()
#: Whether errors are shown as pages with everything in them; never in public.
DEBUG = flag("ZHANGJU_DEBUG", default=False)
#: The host names that the site answers to, besides localhost, 127.0.0.1 and [::1].
ALLOWED_HOSTS = [*words("ZHANGJU_HOSTS"), "localhost", "127.0.0.1", "[::1]"]
#: Origins trusted for forms where a proxy changes the host name, such as https://library.example.
CSRF_TRUSTED_ORIGINS = words("ZHANGJU_ORIGINS")

INSTALLED_APPS = [
    "django_tasks",
    "django_tasks_db",
    "documents",
    "accounts.entrance.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "axes",
    "haystack",
    "mptt",
    "accounts",
]

MIDDLEWARE = [
    "core.requests.Requests",
    "core.nul.NoNul",
    "core.cookies.HostCookies",
    "documents.stored_pages.StoredPages",
    "core.security.Guard",
    "core.security.Limits",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "documents.middleware.PagePolicy",
    "documents.middleware.ReaderLanguage",
    "documents.middleware.FormerAddresses",
    "django.middleware.http.ConditionalGetMiddleware",
    "core.packing.Packing",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "core.acting.Acting",
    "accounts.sessions.Sessions",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "core.urls"
WSGI_APPLICATION = "core.wsgi.application"
ASGI_APPLICATION = "core.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "documents.template_loader.Loader",
                    ["django.template.loaders.filesystem.Loader", "django.template.loaders.app_directories.Loader"],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "documents.views.context.site",
            ],
        },
    }
]

#: The database, such as postgres://user:password@host/name; a SQLite file in the state folder without it.
DATABASE_URL = text("DATABASE_URL", f"sqlite:///{HOME / 'zhangju.sqlite3'}")
#: A connection to a server is tried before it is used again; a file does not hang up.
IS_SERVER = not DATABASE_URL.startswith("sqlite")
DATABASES = {"default": dj_database_url.parse(DATABASE_URL, conn_max_age=600, conn_health_checks=IS_SERVER)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    if os.name == "posix" and not TESTING:  # the tests' database is in memory, where nobody else writes
        DATABASES["default"]["ENGINE"] = "core.sqlite3"
    # A write lock is taken when a transaction begins, so that what it reads before it writes stays true.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

#: Where what can be made again is kept: memory (of each process), or for all to share database or redis://….
CACHES = {"default": cache_at(text("ZHANGJU_CACHE", "memory"))}

#: The index: in the state folder, in a cluster (opensearch://user:password@host:9200/name; opensearchs:// with TLS), or
#: what an engine of your own keeps, named by its class (docs/extending.md).
HAYSTACK_CONNECTIONS = {"default": connection(text("ZHANGJU_SEARCH_URL"), HOME / "index")}
#: How many bytes of what searches found last each process keeps; with fewer, long questions take longer.
ZHANGJU_SEARCH_CACHE = number("ZHANGJU_SEARCH_CACHE", default=48_000_000)

HAYSTACK_SIGNAL_PROCESSOR = "documents.search.processor.OutboxProcessor"
#: Whether the server's processes keep the index up to date themselves; otherwise `manage.py index_worker` does.
ZHANGJU_INDEX_THREAD = flag("ZHANGJU_INDEX_THREAD", default=not TESTING)

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
#: Whether the server's processes do background jobs themselves; otherwise `manage.py task_worker` does.
ZHANGJU_TASK_THREAD = flag("ZHANGJU_TASK_THREAD", default=not TESTING)
#: The locks by which workers know one another.
ZHANGJU_WORKERS = HOME / "workers"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
#: The language of the interface where a reader asks for none that it has.
LANGUAGE_CODE = text("ZHANGJU_LANGUAGE", "zh-hans")
#: Where translations are compiled to when the program's own folder must not be written.
ZHANGJU_LOCALE = HOME / "locale"
LOCALE_PATHS = [BASE / "documents" / "locale", *([ZHANGJU_LOCALE] if ZHANGJU_LOCALE.exists() else [])]
#: The time zone of dates and times.
TIME_ZONE = text("ZHANGJU_TIME_ZONE", "Asia/Shanghai")
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE / "static"]
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or TESTING
        else "documents.bundles.BundledStorage"
    },
}
MEDIA_ROOT = HOME / "media"

#: Days after which what is in the trash is deleted for good; 0 keeps it until an administrator empties it.
ZHANGJU_TRASH_DAYS = number("ZHANGJU_TRASH_DAYS", default=90)
#: What an upload may measure, in bytes; parsing has limits of its own.
ZHANGJU_UPLOAD_LIMIT = number("ZHANGJU_UPLOAD_LIMIT", default=50 * 1024 * 1024)
#: Seconds that reading one file may take.
ZHANGJU_IMPORT_SECONDS = number("ZHANGJU_IMPORT_SECONDS", default=60)
#: Bytes of memory that reading one file may take.
ZHANGJU_IMPORT_MEMORY = number("ZHANGJU_IMPORT_MEMORY", default=1_500_000_000)
#: The most pages of a PDF.
ZHANGJU_IMPORT_PAGES = number("ZHANGJU_IMPORT_PAGES", default=2_000)
#: The most elements inside one another in a file of markup.
ZHANGJU_IMPORT_DEPTH = number("ZHANGJU_IMPORT_DEPTH", default=200)
#: The most parts of a package: a Word file, an EPUB, a ZIP.
ZHANGJU_IMPORT_PARTS = number("ZHANGJU_IMPORT_PARTS", default=10_000)
#: The most bytes that what is read of a package may have when it is unpacked.
ZHANGJU_IMPORT_EXPANDED = number("ZHANGJU_IMPORT_EXPANDED", default=80_000_000)
#: How many times larger a part of more than a megabyte may be unpacked than packed.
ZHANGJU_IMPORT_RATIO = number("ZHANGJU_IMPORT_RATIO", default=300)
#: The most bytes of a picture in a file; a larger one is left out.
ZHANGJU_PICTURE_BYTES = number("ZHANGJU_PICTURE_BYTES", default=10_000_000)
#: The most pixels of a picture in a file; a larger one is left out.
ZHANGJU_PICTURE_PIXELS = number("ZHANGJU_PICTURE_PIXELS", default=40_000_000)
#: Characters of the longest text that is set as a PDF for readers.
ZHANGJU_PDF_CHARACTERS = number("ZHANGJU_PDF_CHARACTERS", default=500_000)
#: Where PDFs are kept until their text changes; what is lost of it is made again.
ZHANGJU_DOWNLOADS = HOME / "downloads"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
#: Whether readers come over HTTPS. At its loopback address the site answers over plain HTTP all the same.
HTTPS = flag("ZHANGJU_HTTPS", default=not TESTING)
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_REDIRECT_EXEMPT = [""]  # core.security redirects, because it knows the loopback address
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
#: Addresses or networks of proxies on other machines, whose word on a reader's address is taken: 172.16.0.0/12.
ZHANGJU_PROXIES = words("ZHANGJU_PROXIES")
#: Whether the promise of HTTPS holds for the hosts below this one's name as well.
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = flag("ZHANGJU_HSTS_SUBDOMAINS", default=True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Signing in, after OWASP ASVS 4, level 2: 2.1 passwords, 2.2.1 guessing, 3.3 how long a session lasts.
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True  # scripts find the token in the page
#: Seconds after which somebody signed in has to do so again.
SESSION_COOKIE_AGE = number("ZHANGJU_SESSION_SECONDS", default=12 * 3600)
#: Seconds after which somebody signed in who does nothing has to do so again.
ZHANGJU_IDLE_SECONDS = number("ZHANGJU_IDLE_SECONDS", default=1800)
#: Seconds for which a password just given need not be given again to change accounts, tokens or the second factor.
ZHANGJU_CONFIRM_SECONDS = number("ZHANGJU_CONFIRM_SECONDS", default=600)
#: The roles that need a second factor to sign in: viewer, annotator, editor, administrator. Others may have one.
ZHANGJU_SECOND_FACTOR = words("ZHANGJU_SECOND_FACTOR")
OTP_TOTP_ISSUER = "Zhangju"
#: The mail server that tells people of a new password, second factor or closed account; nobody is told without one.
#: smtp+tls://user:password@host:587; smtps:// where TLS begins at once, smtp:// for a server on this machine.
MAIL = server(text("ZHANGJU_MAIL"))
EMAIL_HOST, EMAIL_PORT, EMAIL_USE_TLS, EMAIL_USE_SSL = MAIL.host, MAIL.port, MAIL.is_upgraded, MAIL.is_wrapped
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL.user, MAIL.password
#: Whom those messages are from.
DEFAULT_FROM_EMAIL = text("ZHANGJU_MAIL_FROM", "zhangju@localhost")
EMAIL_TIMEOUT = 10
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AXES_ENABLED = not TESTING
#: Wrong passwords after which an account is closed to an address for 15 minutes.
AXES_FAILURE_LIMIT = number("ZHANGJU_SIGN_IN_ATTEMPTS", default=5)
AXES_COOLOFF_TIME = dt.timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "core.clients.client_of"
AXES_HTTP_RESPONSE_CODE = 429
AXES_LOCKOUT_TEMPLATE = "admin/accounts/locked.html"
AXES_VERBOSE = AXES_ENABLE_ADMIN = False
#: Whether search, downloads, the API and signing in are limited to so many requests a minute (core/security.py).
ZHANGJU_RATE_LIMITS = flag("ZHANGJU_RATE_LIMITS", default=True)

#: What is logged: DEBUG, INFO (with a line for every request), WARNING, ERROR.
LOG_LEVEL = text("ZHANGJU_LOG_LEVEL", "WARNING")
#: How it is logged: 1 for a JSON object a line with the id of the request, 0 for plain lines.
LOG_JSON = flag("ZHANGJU_LOG_JSON", default=True)
#: Whether figures for Prometheus are kept, and told at /metrics to programs on this machine.
ZHANGJU_METRICS = flag("ZHANGJU_METRICS", default=False)
#: Milliseconds after which a statement to the database is noted as slow; 0 for never.
ZHANGJU_SLOW_QUERY = number("ZHANGJU_SLOW_QUERY", default=500)
#: Where slow statements and the last backup are noted.
ZHANGJU_SLOW_QUERIES = HOME / "slow_queries.jsonl"
ZHANGJU_LAST_BACKUP = HOME / "last_backup.json"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "core.logs.JsonLines"}, "plain": {"format": "%(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json" if LOG_JSON else "plain"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
}
