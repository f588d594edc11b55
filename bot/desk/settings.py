"""Django's settings, made from the project's own: nothing here reads the environment.

Strict wherever the desk is reached over https; over http it serves a trial on one's own machine only (see bot/settings.py).
"""

from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy.engine import make_url

from bot.database import NETWORK
from bot.sealing import Seal
from bot.settings import Settings, read

_HERE = Path(__file__).parent
LOTSE: Settings = read()
HTTPS = LOTSE.desk_url.startswith("https:")


def _database(address: str) -> dict[str, Any]:
    """The one database, in Django's words."""
    url = make_url(address)
    if url.get_backend_name() != "sqlite":
        return {"ENGINE": "django.db.backends.postgresql", "NAME": url.database, "USER": url.username or "",
                "PASSWORD": url.password or "", "HOST": url.host or "", "PORT": str(url.port or ""), "CONN_MAX_AGE": 60,
                "OPTIONS": dict(NETWORK)}
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": url.database or ":memory:", "CONN_MAX_AGE": None, "OPTIONS": {
        "timeout": 5, "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON"}}


def _mail(address: str) -> dict[str, Any]:
    """The mail server, in Django's words."""
    url = urlsplit(address)
    encrypted = url.scheme == "smtps"
    return {"EMAIL_HOST": url.hostname, "EMAIL_PORT": url.port or (465 if encrypted else 587),
            "EMAIL_HOST_USER": url.username or "", "EMAIL_HOST_PASSWORD": url.password or "", "EMAIL_USE_SSL": encrypted,
            "EMAIL_USE_TLS": not encrypted}


DEBUG = False
SECRET_KEY = Seal(LOTSE.secret, "desk").name("django")
ALLOWED_HOSTS = [str(urlsplit(LOTSE.desk_url).hostname)] if HTTPS else ["127.0.0.1", "localhost", "[::1]"]
ROOT_URLCONF = "bot.desk.urls"
DATABASES = {"default": _database(LOTSE.database_url)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "bot.desk.apps.Desk",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "django_otp",
    "django_otp.plugins.otp_totp",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "bot.desk.access.AccessMiddleware",
    "axes.middleware.AxesMiddleware",
]
TEMPLATES = [{
    "BACKEND": "django.template.backends.django.DjangoTemplates",
    "DIRS": [_HERE / "templates"],
    "OPTIONS": {"context_processors": ["django.template.context_processors.request",
                                       "django.contrib.messages.context_processors.messages",
                                       "bot.desk.context.desk"],
                "loaders": [("django.template.loaders.cached.Loader", ["django.template.loaders.filesystem.Loader"])]},
}]

# accounts and sessions
AUTH_USER_MODEL = "desk.Account"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator", "OPTIONS": {
        "user_attributes": ["username"]}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "start"
LOGOUT_REDIRECT_URL = "login"
SESSION_COOKIE_AGE = int(timedelta(minutes=30).total_seconds())
SESSION_SAVE_EVERY_REQUEST = True
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
LONGEST_SESSION = timedelta(hours=8)
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
OTP_TOTP_ISSUER = "Arbeitslotse"

# log-in attempts: five at an account, twenty from an address (bot/desk/throttle.py), for five minutes
AXES_HANDLER = "bot.desk.throttle.Throttle"
AXES_FAILURE_LIMIT = 5
AXES_LOCKOUT_PARAMETERS = ["username", "ip_address"]
AXES_COOLOFF_TIME = timedelta(minutes=5)
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_LOCKOUT_TEMPLATE = "desk/locked.html"
AXES_VERBOSE = False

# cookies, headers
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME, LANGUAGE_COOKIE_NAME = "desk_session", "desk_csrf", "desk_language"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Strict"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {"DIRECTIVES": {
    "default-src": ["'none'"], "style-src": ["'self'"], "img-src": ["'self'"], "form-action": ["'self'"],
    "frame-ancestors": ["'none'"], "base-uri": ["'none'"]}}

# languages: German is the source text
USE_I18N = USE_TZ = True
TIME_ZONE = "Europe/Berlin"
LANGUAGE_CODE = "de"
LANGUAGES = [("de", "Deutsch"), ("en", "English")]
LOCALE_PATHS = [_HERE / "locale"]

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS, WHITENOISE_ALLOW_ALL_ORIGINS = True, False

# mail: none without a server
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if LOTSE.mail_url else 'dummy'}.EmailBackend"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = LOTSE.mail_from
globals().update(_mail(LOTSE.mail_url) if LOTSE.mail_url else {})

# errors by their type and place only: messages, addresses and names of accounts do not reach a log
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": "bot.desk.logs.Plain"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "loggers": {name: {"handlers": ["console"], "level": "ERROR", "propagate": False} for name in ("django", "axes", "desk")},
}
