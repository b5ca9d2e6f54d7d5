"""Settings, all read from the environment; `.env.example` lists every variable.

Two modes, told apart by ALLOWED_HOSTS. Empty: *local*, reachable as localhost only, with a secret key made on
first start. Set: *public*, where a secret key is demanded and cookies travel over HTTPS alone.
"""

import os
import secrets
import sqlite3
import sys
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
LOCAL_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
SECRET_KEY_LENGTH = 50


def env_bool(name, default):
    value = os.environ.get(name, "").strip().lower()
    if value == "":
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name}={value!r}: pakai 1 atau 0.")


def env_whole(name, default):
    value = os.environ.get(name, "").strip()
    if value == "":
        return default
    if value.isascii() and value.isdigit():
        return int(value)
    raise ImproperlyConfigured(f"{name}={value!r}: pakai bilangan bulat, paling kecil 0.")


def env_list(name):
    return [part.strip() for part in os.environ.get(name, "").split(",") if part.strip()]


def env_secret(name, path, *, may_create):
    """The secret from the environment; in local mode else from a file that only its owner can read."""
    value = os.environ.get(name, "")
    if value:
        if len(value) < SECRET_KEY_LENGTH:
            raise ImproperlyConfigured(f"{name} terlalu pendek: paling sedikit {SECRET_KEY_LENGTH} tanda acak.")
        return value
    if not may_create:
        raise ImproperlyConfigured(f"{name} wajib diisi bila ALLOWED_HOSTS diisi: paling sedikit 50 tanda acak.")
    try:
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(SECRET_KEY_LENGTH))
    except FileExistsError:
        pass
    return path.read_text()


def sqlite_options():
    """Durable settings of SQLite; docs/decisions/0002-sqlite-settings.md says why."""
    return {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": f"PRAGMA synchronous=FULL;PRAGMA mmap_size=0;{SQLITE_JOURNAL_PRAGMA}",
    }


TESTING = "pytest" in sys.modules
DEBUG = env_bool("DEBUG", False)
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS")
IS_LOCAL = not ALLOWED_HOSTS
if DEBUG and not IS_LOCAL:
    raise ImproperlyConfigured("DEBUG=1 hanya untuk pemakaian lokal: kosongkan ALLOWED_HOSTS atau matikan DEBUG.")
if "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS=* membuka situs bagi semua nama: tulis nama situs Anda.")
ALLOWED_HOSTS = ALLOWED_HOSTS or LOCAL_HOSTS
CSRF_TRUSTED_ORIGINS = env_list("CSRF_TRUSTED_ORIGINS")

DATA_DIR = Path(os.environ.get("DATA_DIR") or BASE_DIR / "data").resolve()
try:
    DATA_DIR.mkdir(parents=True, exist_ok=True)
except OSError as error:
    raise ImproperlyConfigured(f"DATA_DIR={DATA_DIR} tidak dapat dibuat: {error.strerror}.") from error
SECRET_KEY = env_secret("SECRET_KEY", DATA_DIR / "secret_key", may_create=IS_LOCAL)
SECRET_KEY_FALLBACKS = env_list("SECRET_KEY_FALLBACKS")

# The WAL-reset bug of SQLite before 3.51.3 can corrupt a WAL database; TRUNCATE is not touched by it.
SQLITE_JOURNAL_MODE = "wal" if sqlite3.sqlite_version_info >= (3, 51, 3) else "truncate"
# WAL is a property of the file, switched once by migrate; TRUNCATE is one of each connection.
SQLITE_JOURNAL_PRAGMA = "PRAGMA journal_mode=TRUNCATE;" if SQLITE_JOURNAL_MODE == "truncate" else ""

try:
    DATABASES = {
        "default": dj_database_url.parse(
            os.environ.get("DATABASE_URL") or f"sqlite:///{DATA_DIR / 'arah-karier.sqlite3'}"
        )
    }
except ValueError as error:
    raise ImproperlyConfigured(
        "DATABASE_URL tidak dapat dibaca: tulis seperti postgres://nama:sandi@mesin:5432/basisdata."
    ) from error
DATABASES["default"]["CONN_MAX_AGE"] = None
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = sqlite_options()
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Ours stand last, so that our admin comes after the packages' and may replace what they registered.
INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "simple_history",
    "django_htmx",
    "csp",
    "counseling",
    "assessments",
    "professions",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "csp.middleware.CSPMiddleware",
    "professions.http.PrivateByDefaultMiddleware",
    "professions.languages.LanguageMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "counseling.second_factor.SecondFactorMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
]
if TESTING:
    # It reads the whole static folder anew for every test client.
    MIDDLEWARE.remove("whitenoise.middleware.WhiteNoiseMiddleware")

ROOT_URLCONF = "careerguide.urls"
WSGI_APPLICATION = "careerguide.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]  # the first is what all texts are written in
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Jakarta"
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING or DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"

# Staff accounts; docs/decisions/0020-staff-accounts.md says why.
ACCOUNT_ADAPTER = "counseling.accounts.StaffAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = False
# Whoever is kept out by somebody else's wrong passwords gets in through the mail.
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
MFA_ADAPTER = "counseling.accounts.StaffMFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Arah Karier"
MFA_TOTP_TOLERANCE = 1  # codes before and after: a phone's clock may be half a minute off
STAFF_MFA_REQUIRED = env_bool("STAFF_MFA_REQUIRED", not IS_LOCAL)
# Publishing a draft takes somebody who neither made it nor edited it last.
CONTENT_NEEDS_SECOND_PERSON = env_bool("CONTENT_NEEDS_SECOND_PERSON", not IS_LOCAL)

# The limits of the login count here: shared by all processes, and not forgotten at a restart.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "shared_cache"}}

EMAIL_HOST = os.environ.get("EMAIL_HOST") or "localhost"
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if os.environ.get('EMAIL_HOST') else 'console'}.EmailBackend"
EMAIL_PORT = env_whole("EMAIL_PORT", 587)
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env_bool("EMAIL_USE_TLS", True)
EMAIL_TIMEOUT = 10  # seconds
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL") or f"arah-karier@{ALLOWED_HOSTS[0].lstrip('.')}"

SESSION_COOKIE_AGE = 60 * 60 * 24 * 60  # seconds: two months to come back in the same browser
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = not IS_LOCAL
SESSION_COOKIE_NAME = "arah" if IS_LOCAL else "__Host-arah"
CSRF_COOKIE_NAME = "arah-csrf" if IS_LOCAL else "__Host-arah-csrf"
CSRF_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_NAME = "arah-bahasa" if IS_LOCAL else "__Host-arah-bahasa"
LANGUAGE_COOKIE_AGE = 60 * 60 * 24 * 365  # seconds
LANGUAGE_COOKIE_SECURE = not IS_LOCAL
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "assessments.views.guards.csrf_refused"
SECURE_HSTS_SECONDS = 0 if IS_LOCAL else 60 * 60 * 24 * 365
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not IS_LOCAL
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
BEHIND_PROXY = env_bool("BEHIND_PROXY", False)
# Proxies whose entries of X-Forwarded-For are believed, counted from the right; 0 believes the connection alone.
TRUSTED_PROXY_COUNT = ALLAUTH_TRUSTED_PROXY_COUNT = env_whole("TRUSTED_PROXY_COUNT", int(BEHIND_PROXY))
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024  # bytes: the largest honest form here is some 10 KB
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("LOG_LEVEL") or "WARNING"},
}
