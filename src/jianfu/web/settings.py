"""Django's settings for one office folder. What differs between places comes from the environment:

``JIANFU_OFFICE`` the folder; ``JIANFU_DATABASE`` a ``postgresql://`` address instead of SQLite; ``JIANFU_HOSTS`` the
names the office is reached by, comma-separated; ``JIANFU_HTTPS=1`` behind a proxy that speaks TLS;
``JIANFU_DEMO=1`` for the sample county with its offered accounts; ``JIANFU_SECOND_FACTOR`` the roles that must have a
second factor, comma-separated, or ``all``; ``JIANFU_OIDC_...`` see ``web.provider``.
"""

import os
from pathlib import Path

from csp.constants import NONE, SELF

from jianfu.office.place import DATABASE, here
from jianfu.office.roles import roles_named
from jianfu.web.database import database
from jianfu.web.provider import provider_of

PLACE = here()
DEMO = os.environ.get("JIANFU_DEMO") == "1"
HTTPS = os.environ.get("JIANFU_HTTPS") == "1"

SECRET_KEY = PLACE.secret()
DEBUG = False
ALLOWED_HOSTS = [name for name in os.environ.get("JIANFU_HOSTS", "127.0.0.1,localhost,[::1]").split(",") if name]
ROOT_URLCONF = "jianfu.web.urls"
WSGI_APPLICATION = "jianfu.web.wsgi.application"
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "jianfu.office",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "jianfu.web.middleware.Plainly",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "jianfu.web.middleware.Speaking",
    "jianfu.web.middleware.Leaving",
    "jianfu.web.middleware.Telling",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "NAME": language,
        "OPTIONS": {"environment": f"jianfu.web.templating.{maker}"},
    }
    for language, maker in (("zh-Hans", "chinese"), ("en", "english"))
]
DATABASES = {"default": database(os.environ.get(DATABASE, ""), PLACE)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "office.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "CommonPasswordValidator", "NumericPasswordValidator")
] + [{"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}}]
PROVIDER = provider_of(os.environ)
SECOND_FACTOR = roles_named(os.environ.get("JIANFU_SECOND_FACTOR", ""))
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "county"
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "jianfu.web.pages.login.view.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False

SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "jianfu.web.pages.errors.view.csrf_failed"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "static/"
STATICFILES_DIRS = [Path(__file__).parent / "static", Path(__file__).parents[1] / "report" / "html" / "sheet"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 3600

DATA_UPLOAD_MAX_MEMORY_SIZE = 1 << 20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 5000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1 << 20
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_TEMP_DIR = str(PLACE.uploads) if PLACE.uploads.is_dir() else None

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"axes": {"level": "ERROR"}},
}
