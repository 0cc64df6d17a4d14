def test_x(db):
    from django.db import connection
    with connection.cursor() as c:
        c.execute("select count(*) from django_migrations")
        assert c.fetchone()[0] > 0
