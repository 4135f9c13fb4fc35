"""All settings of Kosh, read from the environment. Code reads `django.conf.settings` only."""

from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from config import embedded
from config.database import LIMITS, connection
from config.env import envbool, envchoice, envint, envlist, envsmtp, envstr
from config.secret import kept_key

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = Path(envstr("KOSH_VAR", str(BASE_DIR / "var")))

DEBUG = envbool("KOSH_DEBUG", False)
SECRET_KEY = envstr("KOSH_SECRET_KEY") or kept_key(VAR / "secret_key")
ALLOWED_HOSTS = envlist("KOSH_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = envlist("KOSH_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "config",
    "casework.common",
    "casework.audit",
    "casework.reference",
    "casework.accounts",
    "casework.people",
    "casework.quotas",
    "casework.cases",
    "casework.arrivals",
    "casework.returnees",
    "casework.accommodation",
    "casework.labour",
    "casework.desk",
    "casework.backoffice",
    "casework.reports",
    "django.contrib.admin.apps.SimpleAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "axes",
    "csp",
    "django_htmx",
    "django_filters",
    "django_tables2",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_countries",
]

MIDDLEWARE = [
    "casework.audit.middleware.request_ids",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "casework.common.middleware.readable_only",
    "casework.common.middleware.not_stored",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "casework.common.signin.LoginByDefaultMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "casework.accounts.middleware.OwnPasswordFirst",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "casework.common.middleware.Refusals",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "casework.desk.navigation.frame",
            ]
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"
DJANGO_TABLES2_TEMPLATE = "django_tables2/bootstrap5.html"

# Servers. The web keeps a pool; whatever forks or runs once opens plain connections.
ROLE = envchoice("KOSH_ROLE", "command", tuple(LIMITS))
DATABASES = {
    "default": connection(
        envstr("DATABASE_URL", embedded.DATABASE_URL),
        role=ROLE,
        pool=envint("KOSH_POOL", 16 if ROLE == "web" else 0, most=500),
    )
}
REDIS_URL = "" if envstr("REDIS_URL") == "none" else envstr("REDIS_URL", embedded.REDIS_URL)

# Celery carries names of sweeps and nothing else; what is due stands in the database.
CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://", 1) or "memory://"
CELERY_TIMEZONE = "UTC"  # no hour comes twice and none is skipped
CELERY_TASK_IGNORE_RESULT = True  # what was done stands in the tables
CELERY_TASK_ACKS_LATE = True  # a task that was only received when its worker ended is delivered again
CELERY_TASK_REJECT_ON_WORKER_LOST = False  # one that kills its worker is not: attempts are counted by subject
CELERY_WORKER_PREFETCH_MULTIPLIER = 1  # a busy worker keeps nothing from an idle one
CELERY_TASK_SOFT_TIME_LIMIT, CELERY_TASK_TIME_LIMIT = 240, 300  # a sweep works 45 seconds and ends its last subject
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True  # else they would be delivered a second time
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # Redis may be away for as long as it likes
CELERY_WORKER_MAX_TASKS_PER_CHILD = 1000  # gives memory back
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TASK_PUBLISH_RETRY = False
# A worker waits on its connection; whoever serves officers does not: a Redis that hangs costs them a fifth of a second.
BROKER_PATIENCE = 10 if ROLE == "worker" else 0.2
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 900,  # three times the time limit: nothing is delivered again while it runs
    "socket_timeout": BROKER_PATIENCE,
    "socket_connect_timeout": BROKER_PATIENCE,
    "max_retries": None if ROLE == "worker" else 0,
}

# Who comes in. Nobody signs up; an administrator gives accounts.
AUTH_USER_MODEL = "accounts.Officer"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "casework.accounts.adapter.SignedIn",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "casework.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
# allauth's own limits would lock a username whoever tries it, so anybody could shut an officer out.
ACCOUNT_RATE_LIMITS = False

TRUSTED_PROXY = envbool("KOSH_TRUSTED_PROXY", False)
AXES_HANDLER = "axes.handlers.database.AxesDatabaseHandler"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_CLIENT_IP_CALLABLE = "casework.common.clients.address"
AXES_USERNAME_FORM_FIELD = "login"
AXES_USERNAME_CALLABLE = "casework.accounts.adapter.typed_username"
AXES_FAILURE_LIMIT = 3
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "account/locked.html"
AXES_ENABLE_ADMIN = False
AXES_DISABLE_ACCESS_LOG = True  # sign-ins are events; nobody needs them twice

# What a browser may do with our pages.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
        "base-uri": [SELF],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

# Over plain http (a demonstration on one's own machine) a browser would not send a secure cookie back.
PLAIN_HTTP = envbool("KOSH_PLAIN_HTTP", False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE_SSL_REDIRECT = not PLAIN_HTTP
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # monitoring asks beside the proxy
SECURE_HSTS_SECONDS = 0 if PLAIN_HTTP else 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not PLAIN_HTTP
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXY else None
SESSION_COOKIE_NAME = "kosh_session"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("kk", _("Kazakh")), ("ru", _("Russian"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Almaty"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "config.assets.NpmFinder",
]
NODE_MODULES = BASE_DIR / "node_modules"
# What pages use of each npm package: prefix under static/ -> (folder, files). A map is there because its file names it.
NPM_ASSETS = {
    "tabler/css": ("@tabler/core/dist/css", ["tabler.min.css", "tabler.min.css.map"]),
    "tabler/js": ("@tabler/core/dist/js", ["tabler.min.js", "tabler.min.js.map"]),
    "chart": ("chart.js/dist", ["chart.umd.min.js", "chart.umd.min.js.map"]),
    "inter": (
        "@fontsource-variable/inter/files",
        [f"inter-{part}-wght-normal.woff2" for part in ("latin", "latin-ext", "cyrillic", "cyrillic-ext")],
    ),
}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = VAR / "media"
MEDIA_URL = ""  # no address leads to a stored file: a view checks sight first
FILE_UPLOAD_PERMISSIONS = 0o600
DEMONSTRATION = envbool("KOSH_DEMONSTRATION", False)  # the door says where its accounts are told
SCANNER_ADDRESS = envstr("KOSH_SCANNER")  # host:port of clamd; without one, documents are marked "not scanned"
CROSSINGS_KEPT_DAYS = envint("KOSH_CROSSINGS_KEPT_DAYS", 90, least=1, most=36500)  # of files of crossings
CROSSINGS_FOLDER = envstr("KOSH_CROSSINGS_FOLDER")  # files of crossings that are put here are brought in
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

ADDRESS = envstr("KOSH_ADDRESS", next(iter(CSRF_TRUSTED_ORIGINS), "http://localhost:8000")).rstrip("/")
"""Where officers find the pages: letters lead there."""
DEFAULT_FROM_EMAIL = envstr("KOSH_MAIL_FROM", "kosh@localhost")
SMTP = envsmtp("KOSH_SMTP")  # without one, letters are written into files
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if SMTP else 'filebased'}.EmailBackend"
EMAIL_FILE_PATH = VAR / "mail"
EMAIL_HOST, EMAIL_PORT = SMTP.host, SMTP.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = SMTP.user, SMTP.password
EMAIL_USE_TLS, EMAIL_USE_SSL = SMTP.starts_tls, SMTP.is_tls
EMAIL_TIMEOUT = 10

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": envchoice("KOSH_LOG", "WARNING", ("DEBUG", "INFO", "WARNING", "ERROR"))},
}
