"""Querysets whose SQL is made once.

To build the SQL of a query takes Django several times as long as the database takes to answer it. Where that
counts, a statement is kept, and only its values are put in at each call.
"""

from collections.abc import Iterator
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Expression, Field, QuerySet
from django.db.models.sql.compiler import SQLCompiler


class Parameter(Expression):
    """Stands in a queryset for a value that is not known yet."""

    def __init__(self, name: str, field: "Field[Any, Any]") -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, _compiler: SQLCompiler, _connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        return "%s", (self,)

    def prepared(self, value: object) -> Any:
        return self.output_field.get_db_prep_value(value, connection)


class Statement:
    def __init__(self, queryset: "QuerySet[Any, Any]") -> None:
        self._compiler = queryset.query.get_compiler(DEFAULT_DB_ALIAS)
        self._sql, self._parameters = self._compiler.as_sql()

    def rows(self, **values: object) -> Iterator[tuple[Any, ...]]:
        parameters = [one.prepared(values[one.name]) if isinstance(one, Parameter) else one for one in self._parameters]
        with connection.cursor() as cursor:
            cursor.execute(self._sql, parameters)
            found = cursor.fetchall()
        rows: Iterator[tuple[Any, ...]] = self._compiler.results_iter([found])
        return rows
