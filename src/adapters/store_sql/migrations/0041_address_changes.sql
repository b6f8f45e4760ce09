-- Another address for an order, until the letter to it is answered: sealed under a key of its own.
CREATE TABLE address_change (
  id TEXT NOT NULL PRIMARY KEY,
  order_id TEXT NOT NULL REFERENCES orders (id),
  key_wrapped TEXT NOT NULL,
  address_sealed TEXT NOT NULL,
  locale TEXT NOT NULL,
  link_key_id TEXT NOT NULL,
  token_digest TEXT NOT NULL UNIQUE,
  created_at BIGINT NOT NULL,
  used_at BIGINT,
  previous_id TEXT REFERENCES customer (id)
);
CREATE INDEX address_change_order ON address_change (order_id, created_at);
CREATE INDEX address_change_previous ON address_change (previous_id);
CREATE INDEX address_change_created ON address_change (created_at);
