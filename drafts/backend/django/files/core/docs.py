"""The page for the document: Swagger UI from django-ninja's own files, so that nothing is loaded from elsewhere."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from ninja import NinjaAPI
from ninja.openapi.docs import DocsBase


class Docs(DocsBase):
    def render_page(self, request: HttpRequest, api: NinjaAPI, **kwargs: Any) -> HttpResponse:
        return render(request, "core/docs.html", {"title": api.title, "url": self.get_openapi_url(api, kwargs)})
