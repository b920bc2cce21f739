"""What Alembic runs for each migration: our tables, on the connection that it is given."""

from alembic import context

from backend.storage.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
