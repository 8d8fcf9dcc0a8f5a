"""Ways to serve uploads, each as a WSGI application of the whole site: see media.py."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_config.settings")

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import FileResponse, HttpResponse
from django.utils._os import safe_join
from django.views.static import serve
from whitenoise.responders import StaticFile

OURS = "pages.public.media_files.MediaMiddleware"


class WhiteNoiseMedia:
    """WhiteNoise's responder in place of our middleware."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """The file, as WhiteNoise's middleware serves it."""
        if not request.path_info.startswith(settings.MEDIA_URL):
            return self.get_response(request)
        path = safe_join(settings.MEDIA_ROOT, request.path_info.removeprefix(settings.MEDIA_URL))
        found = StaticFile(path, [("Content-Type", "image/webp")]).get_response(
            request.method, request.META
        )
        response = FileResponse(found.file) if found.file else HttpResponse()
        response.status_code = found.status
        for name, value in found.headers:
            response[name] = value
        return response


class DjangoMedia:
    """Django's development view in place of our middleware."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """The file, as Django's view serves it."""
        if not request.path_info.startswith(settings.MEDIA_URL):
            return self.get_response(request)
        path = request.path_info.removeprefix(settings.MEDIA_URL)
        return serve(request, path, document_root=settings.MEDIA_ROOT)


CANDIDATES = {
    "ours": OURS,
    "whitenoise": "bench.media_candidates.WhiteNoiseMedia",
    "django": "bench.media_candidates.DjangoMedia",
    "granian": OURS,
}
chosen = CANDIDATES[os.environ.get("CANDIDATE", "ours")]
settings.MIDDLEWARE = [chosen if name == OURS else name for name in settings.MIDDLEWARE]
application = get_wsgi_application()
