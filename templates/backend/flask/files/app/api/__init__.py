"""The endpoints, a blueprint for each tag of the document."""

from apiflask.schema_adapters import registry

from app.core.requests import InputAdapter

# Before an endpoint is declared: its decorators ask for the adapter there and then.
registry.register("pydantic", InputAdapter)
