"""All settings, read from the environment; `.env.example` explains every variable."""

from pathlib import Path

import environ
import structlog
from csp.constants import SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from core.kernel.logs import add_request_context, hide_secrets

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
if (BASE_DIR / ".env").exists():
    env.read_env(str(BASE_DIR / ".env"))

# --- What kind of installation is this ------------------------------------------------
ZONE_DEMO = env.bool("ZONE_DEMO", default=False)
ZONE_FACTS = ZONE_DEMO and env.bool("ZONE_FACTS", default=False)  # a demo of the article's facts, with nothing invented
DEBUG = env.bool("ZONE_DEBUG", default=False)
VAR_DIR = Path(env("ZONE_VAR_DIR", default=str(BASE_DIR / "var"))).resolve()

DEMO_SECRET_KEY = "demo-only-key-never-for-production-0123456789abcdefghijklmnop"
SECRET_KEY = env("ZONE_SECRET_KEY", default=DEMO_SECRET_KEY if (ZONE_DEMO or DEBUG) else "")
# Key of the keyed hash and the cipher of identity numbers; changing it makes them unreadable.
IDENTITY_KEY = env("ZONE_IDENTITY_KEY", default=SECRET_KEY if (ZONE_DEMO or DEBUG) else "")
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "ZONE_SECRET_KEY is not set. Set it to a long random value, or set ZONE_DEMO=1 to try the demo."
    )

ALLOWED_HOSTS = env.list("ZONE_ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("ZONE_CSRF_TRUSTED_ORIGINS", default=[])
SECURE = not (ZONE_DEMO or DEBUG)  # https only, as production must be
ZONE_PROXIES = env.int("ZONE_PROXIES", default=0)  # in front of us, each adding its hop to X-Forwarded-For

# --- Apps: arrows point down, zone_tracker > targets > (talent | finance) > projects > enterprises > core ---
INSTALLED_APPS = [
    "core.kernel.admin_site.ZoneAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "csp",
    "axes",
    "django_filters",
    "django_htmx",
    "pgtrigger",
    "pghistory",
    "rules",
    "template_partials",
    "core",
    "enterprises",
    "projects",
    "talent",
    "finance",
    "targets",
    "zone_tracker",
]

MIDDLEWARE = [
    "zone_tracker.proxy.ClientAddressMiddleware",
    "core.kernel.middleware.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "core.kernel.middleware.OutboxMiddleware",
    "core.kernel.keeping.freshness.FreshnessMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "core.kernel.middleware.LanguageMiddleware",
    "core.kernel.middleware.ReadableMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "core.guard.middleware.SignInMiddleware",
    "core.guard.middleware.AccessMiddleware",
    "core.kernel.middleware.HistoryMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "core.guard.middleware.EndedMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "zone_tracker.urls"
ACCESS_TABLE = "zone_tracker.access.ACCESS"
SHEET_KINDS = "zone_tracker.sheets.KINDS"
SHEET_LISTINGS = "zone_tracker.lists.LISTINGS"
SHEET_ACTS = "zone_tracker.lists.ACTS"
FIGURE_PAGE = "targets:figure_detail"  # the page behind a figure that says which one it is (core/templatetags/told.py)
WORDS_AWAITED = "projects.plan.decisions.words_awaited"  # what waits for a leader, counted with the person
REPORTED_SUMS = "targets.figures.reported.reported_sum"
WSGI_APPLICATION = "zone_tracker.wsgi.application"

TEMPLATE_LOADERS = ["core.kernel.drawing.templates.ProjectLoader", "core.kernel.drawing.templates.AppLoader"]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                ("template_partials.loader.Loader", [("django.template.loaders.cached.Loader", TEMPLATE_LOADERS)])
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "zone_tracker.context.shell",
            ],
            "builtins": ["core.templatetags.ui", "core.templatetags.told"],
        },
    },
    {  # rows, and the controls of forms
        "NAME": "rows",
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates" / "rows"],
        "APP_DIRS": True,
        "OPTIONS": {"environment": "core.kernel.drawing.rows.environment"},
    },
]
FORM_RENDERER = "core.kernel.drawing.renderers.ZoneRenderer"

# --- PostgreSQL, the only database engine ----------------------------------------------
DATABASES = {"default": env.db("DATABASE_URL", default="postgres:///zone_tracker")}
# On disks without heads an index pays sooner than PostgreSQL assumes. A project is read with fifteen joins, and trying
# eight of them at a time takes PostgreSQL ten times what reading takes; with fewer than six, workbenches read far more.
PLANNING = {"random_page_cost": "1.1", "join_collapse_limit": "6"}
# Behind a pooler that hands connections on after each transaction, none can be opened with options of our own, and a
# cursor of the server's does not outlive its transaction.
POOLED = env.bool("ZONE_POOLED", default=False)
ASKED = "" if POOLED else " ".join(f"-c {name}={value}" for name, value in PLANNING.items())
DATABASES["default"].update(
    ENGINE="django.db.backends.postgresql",
    ATOMIC_REQUESTS=True,
    CONN_MAX_AGE=60,
    CONN_HEALTH_CHECKS=True,
    DISABLE_SERVER_SIDE_CURSORS=POOLED,
    OPTIONS={"connect_timeout": 5, "options": ASKED, **DATABASES["default"].get("OPTIONS", {})},
)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Celery: a disposable broker --------------------------------------------------------
CELERY_BROKER_URL = env("CELERY_BROKER_URL", default="") or "filesystem://"
if CELERY_BROKER_URL == "filesystem://":
    _broker = VAR_DIR / "broker"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(_broker / "queue"),
        "data_folder_out": str(_broker / "queue"),
        "control_folder": str(_broker / "control"),
    }
else:
    # A Redis that fell silent without closing its connections is noticed, and asked anew.
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "socket_connect_timeout": 5,
        "socket_timeout": 10,
        "socket_keepalive": True,
        "health_check_interval": 10,
    }
CELERY_TIMEZONE = "Asia/Shanghai"
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0, "interval_max": 0.2}
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "celerybeat-schedule")

# --- People and sessions, which live in the database: no page needs another server --------
AUTH_USER_MODEL = "core.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "core.kernel.accounts.RoleBackend",
    "core.hands.rights.RuleBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 60 * 60 * 24  # how long a link by which a password is set may be used
LOGIN_URL = "core:login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "core:login"
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "core.guard.views.csrf_failure"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "core.guard.lockout.too_many_attempts"
AXES_VERBOSE = False

# --- Security headers -------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "connect-src": [SELF],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "form-action": [SELF],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
if SECURE:
    SECURE_SSL_REDIRECT = env.bool("ZONE_SSL_REDIRECT", default=True)
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True

# --- Language and time --------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("简体中文")), ("en", _("英文"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = ["core.formats"]

# --- Files --------------------------------------------------------------------------------
STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = VAR_DIR / "static"
MEDIA_ROOT = VAR_DIR / "media"
WHITENOISE_USE_FINDERS = not SECURE  # the demo serves straight from static/, production collects
# Where the nightly proof makes its backups; unset, there is none.
ZONE_BACKUP_DIR = env("ZONE_BACKUP_DIR", default="")
# How long a line of the audit trail is kept; less than six is refused.
ZONE_AUDIT_MONTHS = env.int("ZONE_AUDIT_MONTHS", default=36)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if SECURE
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# --- E-mail ---------------------------------------------------------------------------------
EMAIL_URL = env("EMAIL_URL", default="")
if EMAIL_URL:
    vars().update(env.email_url("EMAIL_URL"))
elif ZONE_DEMO or DEBUG:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = str(VAR_DIR / "mail")
else:
    EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
# Without a mail server, e-mail is shown as 未启用 and nothing is owed to that channel.
EMAIL_ENABLED = bool(EMAIL_URL) or ZONE_DEMO or DEBUG
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env("ZONE_MAIL_FROM", default="zone-tracker@localhost")
SITE_URL = env("ZONE_SITE_URL", default="http://127.0.0.1:8000")

# The telephone that a firm is told where a link of it is over; blank: none is shown.
ZONE_SERVICE_PHONE = env("ZONE_SERVICE_PHONE", default="0731-00000000" if ZONE_DEMO else "")

# --- Logs: one JSON object a line, Chinese readable --------------------------------------------
_shared_processors = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=False),
    add_request_context,
    structlog.processors.format_exc_info,
    hide_secrets,
]
structlog.configure(
    processors=[*_shared_processors, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
    logger_factory=structlog.stdlib.LoggerFactory(),
    wrapper_class=structlog.stdlib.BoundLogger,
    cache_logger_on_first_use=True,
)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": structlog.stdlib.ProcessorFormatter,
            "foreign_pre_chain": _shared_processors,
            "processor": structlog.processors.JSONRenderer(ensure_ascii=False),
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": env("ZONE_LOG_LEVEL", default="INFO")},
    "loggers": {
        "django.request": {"level": "ERROR"},
        # runserver writes each address: by our own handler, which leaves numbers out of it
        "django.server": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        "axes": {"level": "WARNING"},
    },
}

SILENCED_SYSTEM_CHECKS: list[str] = []
