"""`python manage.py seed` adds sample data, for development."""

import secrets
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts.models import User
from notes.models import Note, NoteStatus

DEMO_EMAIL = "demo@example.com"
DEMO_NOTES = (
    ("Welcome", NoteStatus.PUBLISHED, "These notes are sample data. Edit or delete them as you like."),
    ("Shopping", NoteStatus.DRAFT, "Coffee, bread, olives"),
    ("Ideas for the next release", NoteStatus.DRAFT, None),
    ("Last year's plan", NoteStatus.ARCHIVED, "Done, all of it."),
)


class Command(BaseCommand):
    help = "Add sample data, for development."

    def handle(self, *_args: Any, **_options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("APP_ENV: sample data is not for production")
        self.stdout.write(seed())


def seed() -> str:
    if User.objects.filter(email=DEMO_EMAIL).exists():
        return f"The sample data is there already ({DEMO_EMAIL})."
    password = secrets.token_urlsafe(12)
    with transaction.atomic():
        user = User.objects.create_user(DEMO_EMAIL, password)
        for title, status, body in DEMO_NOTES:
            Note.objects.create(owner=user, title=title, status=status, body=body)
    return f"Sign in as {DEMO_EMAIL} with the password {password}"
