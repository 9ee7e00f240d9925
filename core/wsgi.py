"""The site as a WSGI application, for gunicorn and its like."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "core.settings")
application = get_wsgi_application()
# What is loaded by now stays: the collector need not look through it again and again, nor forked processes copy it.
gc.collect()
gc.freeze()
# A page makes some thousands of things that are gone with it; they need not be looked through meanwhile.
gc.set_threshold(20_000, 10, 10)
