"""The table of the notes."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone


class NoteStatus(models.TextChoices):
    DRAFT = "draft"
    PUBLISHED = "published"
    ARCHIVED = "archived"


class NoteQuerySet(models.QuerySet["Note"]):
    def search(self, text: str | None, status: str | None) -> Self:
        found = self.filter(folded_title__contains=text.casefold()) if text else self
        return found.filter(status=status) if status else found


class Note(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # The indexes below begin with the owner.
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notes", db_index=False)
    title = models.CharField(max_length=200)
    # What a search compares: databases disagree about the case of letters outside ASCII.
    folded_title = models.TextField(editable=False)
    body = models.TextField(max_length=10_000, null=True, blank=True)
    status = models.CharField(max_length=16, choices=NoteStatus.choices, default=NoteStatus.DRAFT)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    objects = NoteQuerySet.as_manager()

    class Meta:
        constraints = (models.CheckConstraint(name="note_status", condition=models.Q(status__in=NoteStatus.values)),)
        indexes = (
            models.Index(name="note_by_date", fields=["owner", "created_at", "id"]),
            models.Index(name="note_by_title", fields=["owner", "title", "id"]),
        )

    def __str__(self) -> str:
        return self.title

    def save(self, *args: object, **kwargs: object) -> None:
        self.folded_title = self.title.casefold()
        super().save(*args, **kwargs)  # type: ignore[arg-type]
