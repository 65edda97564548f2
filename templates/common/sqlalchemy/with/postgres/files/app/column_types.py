"""How columns are kept."""

from datetime import datetime

from sqlalchemy import DateTime
from sqlalchemy.types import TypeEngine

UtcDateTime: TypeEngine[datetime] = DateTime(timezone=True)
