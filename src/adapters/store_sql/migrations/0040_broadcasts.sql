-- Letters to everybody who bought a book, and the way out of them.
CREATE TABLE letter_broadcast (
  id TEXT NOT NULL PRIMARY KEY,
  work_id TEXT NOT NULL REFERENCES work (id),
  file_id TEXT NOT NULL UNIQUE REFERENCES edition_file (id),
  version BIGINT NOT NULL,
  note TEXT NOT NULL,
  created_by TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  after_customer TEXT NOT NULL,
  queued BIGINT NOT NULL CHECK (queued >= 0),
  is_stopped BIGINT NOT NULL CHECK (is_stopped IN (0, 1)),
  ended_at BIGINT
);
CREATE INDEX letter_broadcast_work ON letter_broadcast (work_id);
CREATE INDEX letter_broadcast_created ON letter_broadcast (created_at);
CREATE INDEX letter_broadcast_open ON letter_broadcast (created_at) WHERE ended_at IS NULL;

CREATE TABLE letter_link (
  customer_id TEXT NOT NULL PRIMARY KEY REFERENCES customer (id),
  link_key_id TEXT NOT NULL,
  token_digest TEXT NOT NULL UNIQUE,
  opted_out_at BIGINT
);
