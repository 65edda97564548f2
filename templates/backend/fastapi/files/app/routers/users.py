"""Users, for administrators."""

from fastapi import APIRouter, Depends
from sqlalchemy import func, select

from app import models
from app.db import ReadingSessionDep
from app.dependencies import require_admin
from app.openapi import problems
from app.pages import Limit, Offset
from app.schemas import User, UserPage

router = APIRouter(prefix="/api/v1/users", tags=["users"], dependencies=[Depends(require_admin)])

COLUMNS = [getattr(models.User, name) for name in User.model_fields]


@router.get("", responses=problems(401, 403, 422))
async def list_users(session: ReadingSessionDep, limit: Limit = 20, offset: Offset = 0) -> UserPage:
    total = await session.scalar(select(func.count()).select_from(models.User))
    rows = await session.execute(
        select(*COLUMNS).order_by(models.User.created_at, models.User.id).limit(limit).offset(offset)
    )
    items = [User.model_validate(row) for row in rows]
    return UserPage(items=items, total=total or 0, limit=limit, offset=offset)
