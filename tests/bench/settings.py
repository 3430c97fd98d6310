"""The settings of the tests, with the bare view and its templates beside the site's own."""

import os

from tests.settings import *  # noqa: F403 - as Django's settings are extended
from tests.settings import TEMPLATES

ROOT_URLCONF = "tests.bench.urls"
BENCH_FOLDER = BARE_TEMPLATES = os.environ["BENCH_FOLDER"]
MEDIA_ROOT = f"{BENCH_FOLDER}/media"
TEMPLATES[0]["DIRS"] = [*TEMPLATES[0]["DIRS"], BARE_TEMPLATES]
