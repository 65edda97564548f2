"""Users, for administrators."""

from fastapi import APIRouter, Depends
from sqlalchemy import func, select

from app.db import ReadingConnectionDep
from app.dependencies import require_admin, users
from app.openapi import problems
from app.pages import Limit, Offset
from app.rows import columns_of, dictionaries
from app.schemas import User, UserPage

router = APIRouter(prefix="/api/v1/users", tags=["users"], dependencies=[Depends(require_admin)])

COLUMNS = columns_of(users, User)


@router.get("", responses=problems(401, 403, 422))
async def list_users(connection: ReadingConnectionDep, limit: Limit = 20, offset: Offset = 0) -> UserPage:
    total = await connection.scalar(select(func.count()).select_from(users))
    page = await connection.execute(
        select(*COLUMNS).order_by(users.c.created_at, users.c.id).limit(limit).offset(offset)
    )
    items = [User.model_validate(item) for item in dictionaries(page)]
    return UserPage(items=items, total=total or 0, limit=limit, offset=offset)
