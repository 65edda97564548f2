"""The page for the document: Swagger UI from its package, so that nothing is loaded from elsewhere."""

from pathlib import Path

import flask_swagger_ui
from apiflask import APIBlueprint
from flask import Response, send_from_directory

PAGE = Path(__file__).parent.parent / "static"
SWAGGER_UI = Path(flask_swagger_ui.__file__).parent / "dist"

bp = APIBlueprint("docs", __name__, url_prefix="/docs", enable_openapi=False)


@bp.get("")
def get_page() -> Response:
    return send_from_directory(PAGE, "docs.html")


@bp.get("/assets/<name>")
def get_asset(name: str) -> Response:
    return send_from_directory(PAGE if name == "docs.js" else SWAGGER_UI, name)
