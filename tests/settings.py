"""The site's settings for tests: nothing here depends on the machine, its environment or var/env."""

import os

os.environ.update(
    SECRET_KEY="only-for-tests",
    ALLOWED_HOSTS="testserver,localhost,127.0.0.1",
    DEBUG="0",
    DEMO="0",
    INSECURE_HTTP="1",
    BEHIND_PROXY="0",
    DATABASE_POOL="0",
)
os.environ.setdefault("DATABASE_URL", "sqlite://:memory:")  # ./run test postgresql names another one

from blocs.settings import *
from blocs.settings import INSTALLED_APPS, STORAGES

INSTALLED_APPS = [app for app in INSTALLED_APPS if app != "whitenoise.runserver_nostatic"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # a cast logs in some thousand times
STORAGES |= {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
# Static files as they lie there, without collecting them; browsers keep them although the clock stands still.
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 10 * 365 * 24 * 60 * 60
