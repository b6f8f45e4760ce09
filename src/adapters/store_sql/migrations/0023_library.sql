-- A customer's library: what was put in, and how it is opened. Digests are hexadecimal.
ALTER TABLE customer ADD COLUMN keeps_address BIGINT NOT NULL DEFAULT 0
  CHECK (keeps_address IN (0, 1));
ALTER TABLE customer ADD COLUMN link_generation BIGINT NOT NULL DEFAULT 0
  CHECK (link_generation >= 0);
ALTER TABLE customer ADD COLUMN link_key_id TEXT NOT NULL DEFAULT '';
ALTER TABLE customer ADD COLUMN link_digest TEXT;
CREATE UNIQUE INDEX customer_link ON customer (link_digest) WHERE link_digest IS NOT NULL;

CREATE TABLE library_order (
  customer_id TEXT NOT NULL REFERENCES customer (id),
  order_id TEXT NOT NULL REFERENCES orders (id),
  added_at BIGINT NOT NULL,
  PRIMARY KEY (customer_id, order_id)
);
CREATE INDEX library_order_order ON library_order (order_id);

CREATE TABLE library_session (
  token_digest TEXT NOT NULL PRIMARY KEY,
  customer_id TEXT NOT NULL REFERENCES customer (id),
  created_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL
);
CREATE INDEX library_session_customer ON library_session (customer_id);

-- One row for each time that a letter was asked for, also for an address that nobody has.
CREATE TABLE library_letter (
  id TEXT NOT NULL PRIMARY KEY,
  customer_id TEXT REFERENCES customer (id),
  link_key_id TEXT NOT NULL,
  token_digest TEXT NOT NULL UNIQUE,
  browser_digest TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  used_at BIGINT
);
CREATE INDEX library_letter_customer ON library_letter (customer_id, created_at);
CREATE INDEX library_letter_created ON library_letter (created_at);
