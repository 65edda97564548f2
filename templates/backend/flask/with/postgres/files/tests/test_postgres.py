"""What is particular about PostgreSQL."""

import time

from apiflask import APIFlask
from sqlalchemy import text

from app.extensions import db
from tests.api import NOTES, Api, at_once

END_ALL = text("""
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
""")


def test_connections_that_the_server_closed_are_replaced(api: Api) -> None:
    user = api.sign_up()
    at_once(8, lambda _: api.create_note(user))
    with api.app.app_context():
        db.session.execute(END_ALL)
        db.session.commit()
    time.sleep(0.1)
    responses = at_once(8, lambda _: api.client.get(NOTES, headers=user.headers))
    assert {response.status_code for response in responses} == {200}


def test_moments_come_back_in_utc(app: APIFlask) -> None:
    with app.app_context():
        assert db.session.scalar(text("SHOW timezone")) == "UTC"
