"""The tables."""

import uuid
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import Enum, ForeignKey, Index, MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, validates

from app.column_types import UtcDateTime

# Constraints need names, or a later migration can't drop them.
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Role(StrEnum):
    USER = "user"
    ADMIN = "admin"


class NoteStatus(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    ARCHIVED = "archived"


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMES)


def utc_now() -> datetime:
    """Never a whole second: that would be written without its fraction, which a client may count on."""
    now = datetime.now(UTC)
    return now if now.microsecond else now.replace(microsecond=1)


def text_enum(kind: type[StrEnum], name: str) -> Enum:
    """A column of short texts with a check, which a migration can extend on any database."""
    return Enum(
        kind,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=16,
        values_callable=lambda members: [member.value for member in members],
    )


class User(Base):
    __tablename__ = "users"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    password_hash: Mapped[str] = mapped_column(String(255))
    display_name: Mapped[str | None] = mapped_column(String(100))
    role: Mapped[Role] = mapped_column(text_enum(Role, "role"), default=Role.USER)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)


class RefreshToken(Base):
    """One link in the chain of a session: `family` is the session, the token itself is never stored."""

    __tablename__ = "refresh_tokens"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    family: Mapped[uuid.UUID] = mapped_column(index=True)
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Note(Base):
    __tablename__ = "notes"
    __table_args__ = (
        Index(None, "owner_id", "created_at", "id"),
        Index(None, "owner_id", "title", "id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    owner_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    title: Mapped[str] = mapped_column(String(200))
    # What a search compares: databases disagree about the case of letters outside ASCII.
    folded_title: Mapped[str] = mapped_column(Text)
    body: Mapped[str | None] = mapped_column(Text)
    status: Mapped[NoteStatus] = mapped_column(text_enum(NoteStatus, "status"), default=NoteStatus.DRAFT)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now, onupdate=utc_now)

    @validates("title")
    def fold_title(self, _key: str, title: str) -> str:
        self.folded_title = title.casefold()
        return title
