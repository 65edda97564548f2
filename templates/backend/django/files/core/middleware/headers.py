"""The headers that Django's own middleware does not set: a policy for what a page may load, and HSTS."""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from core.middleware import GetResponse

ADMIN_PATH = "/admin/"
API_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
DOCS_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)
ADMIN_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
)
HSTS = "max-age={seconds}; includeSubDomains"


def security_headers(get_response: GetResponse) -> GetResponse:
    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers["Content-Security-Policy"] = policy(request.path)
        if settings.SECURE_HSTS_SECONDS:
            # Django's own is for requests over TLS only, which ends before it gets here.
            response.headers["Strict-Transport-Security"] = HSTS.format(seconds=settings.SECURE_HSTS_SECONDS)
        return response

    return middleware


def policy(path: str) -> str:
    if path.startswith(ADMIN_PATH):
        return ADMIN_POLICY
    return DOCS_POLICY if path == "/docs" else API_POLICY
