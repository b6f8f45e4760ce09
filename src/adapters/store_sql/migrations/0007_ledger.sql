-- order_id without a foreign key: entries that are about no order have an empty one.
CREATE TABLE journal_entry (
  id TEXT NOT NULL PRIMARY KEY,
  idempotency_key TEXT NOT NULL UNIQUE,
  content_digest TEXT NOT NULL,
  kind TEXT NOT NULL,
  order_id TEXT NOT NULL,
  at BIGINT NOT NULL
);
CREATE INDEX journal_entry_order ON journal_entry (order_id);

CREATE TABLE posting (
  entry_id TEXT NOT NULL REFERENCES journal_entry (id),
  position BIGINT NOT NULL,
  account TEXT NOT NULL,
  posted_amount BIGINT NOT NULL CHECK (posted_amount <> 0),
  posted_asset TEXT NOT NULL,
  PRIMARY KEY (entry_id, position)
);
