"""Users and sessions on the admin site."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.http import HttpRequest

from accounts.forms import PasswordForm
from accounts.models import RefreshToken, User

# What a user may do is their role.
admin.site.unregister(Group)
admin.site.site_header = admin.site.site_title = "Administration"


@admin.register(User)
class UserAdmin(DjangoUserAdmin[User]):
    list_display = ("email", "display_name", "role", "created_at")
    list_filter = ("role",)
    search_fields = ("email", "display_name")
    ordering = ("-created_at",)
    readonly_fields = ("created_at", "last_login")
    filter_horizontal = ()
    fieldsets = (
        (None, {"fields": ("email", "password", "display_name", "role")}),
        ("Dates", {"fields": ("created_at", "last_login")}),
    )
    add_fieldsets = ((None, {"fields": ("email", "display_name", "role", "password1", "password2")}),)
    change_password_form = PasswordForm


@admin.register(RefreshToken)
class RefreshTokenAdmin(admin.ModelAdmin[RefreshToken]):
    list_display = ("user", "family", "created_at", "expires_at", "used_at", "revoked_at")
    list_select_related = ("user",)
    search_fields = ("user__email",)
    date_hierarchy = "created_at"

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def has_change_permission(self, request: HttpRequest, obj: RefreshToken | None = None) -> bool:  # noqa: ARG002
        return False
