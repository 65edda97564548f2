"""What comes in and what goes out."""

import uuid
from typing import Annotated

from pydantic import AfterValidator, BaseModel, Field
from typing_extensions import TypedDict

from accounts.models import EMAIL_PATTERN, Role
from core.schemas import NO_NUL, Output, Timestamp

Email = Annotated[str, Field(min_length=6, max_length=254, pattern=EMAIL_PATTERN), AfterValidator(str.lower)]
NewPassword = Annotated[str, Field(min_length=8, max_length=128, pattern=NO_NUL)]
GivenPassword = Annotated[str, Field(min_length=1, max_length=128, pattern=NO_NUL)]
DisplayName = Annotated[str, Field(min_length=1, max_length=100, pattern=NO_NUL)]


class RegisterRequest(BaseModel):
    email: Email
    password: NewPassword
    display_name: DisplayName | None = None


class LoginRequest(BaseModel):
    email: Email
    password: GivenPassword


class PasswordChange(BaseModel):
    current_password: GivenPassword
    new_password: NewPassword


class UserUpdate(TypedDict, total=False):
    display_name: DisplayName | None


class AccessToken(Output):
    access_token: str
    token_type: str
    expires_in: int


class User(Output):
    id: uuid.UUID
    email: str
    display_name: str | None
    role: Role
    created_at: Timestamp


class UserPage(Output):
    items: list[User]
    total: int
    limit: int
    offset: int
