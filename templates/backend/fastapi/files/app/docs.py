"""The page for the document: Swagger UI from its package, so that nothing is loaded from elsewhere."""

from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import FileResponse
from fastapi.staticfiles import StaticFiles

STATIC = Path(__file__).parent / "static"


def add_docs(app: FastAPI) -> None:
    app.add_api_route("/docs", get_docs, include_in_schema=False)
    app.mount("/docs/assets", StaticFiles(directory=STATIC, packages=[("fastapi_swagger", "resources")]))


async def get_docs() -> FileResponse:
    return FileResponse(STATIC / "docs.html")
