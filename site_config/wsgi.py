"""The WSGI application for the server."""

import os

from django.core.wsgi import get_wsgi_application

from site_config.databases import bound_waiting

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_config.settings")

application = get_wsgi_application()
bound_waiting()
