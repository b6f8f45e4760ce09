-- The bundle that a line was bought in, and what it was called then; empty: the book by itself.
ALTER TABLE order_line ADD COLUMN bundle_id TEXT NOT NULL DEFAULT '';
ALTER TABLE order_line ADD COLUMN bundle_title TEXT NOT NULL DEFAULT '';
