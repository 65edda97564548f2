"""Notes on the admin site."""

from django.contrib import admin

from notes.models import Note


@admin.register(Note)
class NoteAdmin(admin.ModelAdmin[Note]):
    list_display = ("title", "owner", "status", "created_at", "updated_at")
    list_filter = ("status",)
    list_select_related = ("owner",)
    search_fields = ("title", "owner__email")
    autocomplete_fields = ("owner",)
    readonly_fields = ("created_at", "updated_at")
    date_hierarchy = "created_at"
