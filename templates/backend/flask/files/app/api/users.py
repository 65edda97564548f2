"""Users, for administrators."""

from apiflask import APIBlueprint
from sqlalchemy import func, select

from app import models
from app.core.auth import auth, require_admin
from app.core.db import db
from app.core.openapi import answers
from app.schemas import PageQuery, User, UserPage

bp = APIBlueprint("users", __name__, url_prefix="/api/v1/users", tag="users")

COLUMNS = [getattr(models.User, name) for name in User.model_fields]


@bp.get("")
@bp.auth_required(auth)
@bp.input(PageQuery, location="query", arg_name="query")
@bp.output(UserPage)
@bp.doc(operation_id="listUsers", responses=answers(401, 403, 422))
def list_users(query: PageQuery) -> UserPage:
    require_admin()
    total = db.session.scalar(select(func.count()).select_from(models.User))
    rows = db.session.execute(
        select(*COLUMNS).order_by(models.User.created_at, models.User.id).limit(query.limit).offset(query.offset)
    )
    items = [User.model_validate(row) for row in rows]
    return UserPage(items=items, total=total or 0, limit=query.limit, offset=query.offset)
