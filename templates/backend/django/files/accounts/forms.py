"""Forms of the admin site."""

from django.contrib.auth.forms import AdminPasswordChangeForm

from accounts import sessions
from accounts.models import User


class PasswordForm(AdminPasswordChangeForm):  # type: ignore[type-arg]  # it takes none at run time
    def save(self, commit: bool = True) -> User:  # noqa: FBT001, FBT002
        """Who gets a new password is signed in nowhere any more."""
        user: User = super().save(commit)
        sessions.end_others(user.pk, kept_token=None)
        return user
