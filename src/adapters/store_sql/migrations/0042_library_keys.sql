-- Keys of buyers' own that open their libraries. Who holds a public key may be known by it: key and
-- label are sealed under a data key of the row.
CREATE TABLE library_key (
  id TEXT NOT NULL PRIMARY KEY,
  customer_id TEXT NOT NULL REFERENCES customer (id),
  kind TEXT NOT NULL CHECK (kind IN ('ssh', 'passkey')),
  key_index TEXT NOT NULL UNIQUE,
  key_wrapped TEXT NOT NULL,
  public_sealed TEXT NOT NULL,
  label_sealed TEXT NOT NULL,
  sign_count BIGINT NOT NULL CHECK (sign_count >= 0),
  created_at BIGINT NOT NULL,
  used_at BIGINT
);
CREATE INDEX library_key_customer ON library_key (customer_id, created_at);

-- What was signed once already, until it is too old to be signed at all. Digests are hexadecimal.
CREATE TABLE library_key_proof (
  digest TEXT NOT NULL PRIMARY KEY,
  used_at BIGINT NOT NULL
);
CREATE INDEX library_key_proof_used ON library_key_proof (used_at);
