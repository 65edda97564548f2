"""Users and the tokens of their sessions."""

import uuid
from datetime import datetime
from typing import ClassVar, Self

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone

HOST_LABEL = r"[A-Za-z0-9]([A-Za-z0-9\-]{0,61}[A-Za-z0-9])?"
MAILBOX = r"[A-Za-z0-9_%+\-]+(\.[A-Za-z0-9_%+\-]+)*"
EMAIL_PATTERN = rf"^{MAILBOX}@{HOST_LABEL}(\.{HOST_LABEL})+$"


class Role(models.TextChoices):
    USER = "user"
    ADMIN = "admin"


class LowerCaseEmailField(models.EmailField[str, str]):
    """Addresses are compared without case: they are stored in lower case."""

    # Django's own idea of an address is not the one of the API.
    default_validators = [RegexValidator(EMAIL_PATTERN, "Enter a valid e-mail address.")]  # noqa: RUF012

    def get_prep_value(self, value: object) -> object:
        prepared = super().get_prep_value(value)
        return prepared.lower() if isinstance(prepared, str) else prepared


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str, **fields: str | None) -> "User":
        user = self.model(email=email.lower(), **fields)
        user.set_password(password)
        user.save(force_insert=True)
        return user

    def create_superuser(self, email: str, password: str) -> "User":
        return self.create_user(email, password, role=Role.ADMIN)


class User(AbstractBaseUser):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = LowerCaseEmailField("e-mail address", unique=True)
    display_name = models.CharField(max_length=100, null=True, blank=True)
    role = models.CharField(max_length=16, choices=Role.choices, default=Role.USER)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"

    class Meta:
        ordering = ("created_at", "id")
        constraints = (models.CheckConstraint(name="user_role", condition=models.Q(role__in=Role.values)),)

    def __str__(self) -> str:
        return self.email

    @property
    def is_staff(self) -> bool:
        return self.role == Role.ADMIN

    @property
    def is_superuser(self) -> bool:
        return self.role == Role.ADMIN

    # Who may use the admin site may do everything there.
    def has_perm(self, perm: str, obj: models.Model | None = None) -> bool:  # noqa: ARG002
        return self.is_superuser

    def has_module_perms(self, app_label: str) -> bool:  # noqa: ARG002
        return self.is_superuser


class RefreshTokenQuerySet(models.QuerySet["RefreshToken"]):
    def good(self, now: datetime) -> Self:
        return self.filter(used_at=None, revoked_at=None, expires_at__gt=now)


class RefreshToken(models.Model):
    """One link in the chain of a session: `family` is the session, the token itself is never stored."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    token_hash = models.CharField(max_length=64, unique=True)
    family = models.UUIDField(db_index=True)
    user = models.ForeignKey(User, models.CASCADE, related_name="refresh_tokens")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    objects = RefreshTokenQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.family} of {self.created_at:%Y-%m-%d %H:%M}"
