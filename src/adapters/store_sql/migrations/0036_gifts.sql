-- Orders that are for somebody else. What is personal is sealed under a key of the gift.
CREATE TABLE gift (
  id TEXT NOT NULL PRIMARY KEY,
  order_id TEXT NOT NULL UNIQUE REFERENCES orders (id),
  opens_at BIGINT NOT NULL,
  claim_key_id TEXT NOT NULL,
  claim_digest TEXT NOT NULL UNIQUE,
  own_generation BIGINT NOT NULL CHECK (own_generation >= 0),
  own_key_id TEXT NOT NULL,
  own_digest TEXT UNIQUE,
  key_wrapped TEXT NOT NULL,
  words_sealed TEXT NOT NULL,
  address_sealed TEXT NOT NULL,
  address_index TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  claimed_at BIGINT,
  CHECK ((claimed_at IS NULL) = (own_digest IS NULL))
);
CREATE INDEX gift_address ON gift (address_index);
