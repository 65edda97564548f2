"""The API: the routers of the apps, put together."""

from accounts.api import auth, users
from core.api import Api
from core.health import router as ops
from notes.api import router as notes

api = Api(title="API", version="1.0.0")
api.add_router("/api/v1/notes", notes)
api.add_router("/api/v1/auth", auth)
api.add_router("/api/v1/users", users)
api.add_router("", ops)
