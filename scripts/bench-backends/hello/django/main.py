"""Django's hello world."""

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.core.wsgi import get_wsgi_application
from django.http import JsonResponse
from django.urls import path

settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"])


def hello(_request: WSGIRequest) -> JsonResponse:
    return JsonResponse({"message": "Hello, world"})


urlpatterns = [path("", hello)]
app: WSGIHandler = get_wsgi_application()
