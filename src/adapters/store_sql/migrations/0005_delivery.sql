CREATE TABLE entitlement (
  id TEXT NOT NULL PRIMARY KEY,
  order_id TEXT NOT NULL REFERENCES orders (id),
  order_line_id TEXT NOT NULL UNIQUE REFERENCES order_line (id),
  edition_id TEXT NOT NULL REFERENCES edition (id),
  edition_version BIGINT NOT NULL,
  granted_at BIGINT NOT NULL
);
CREATE INDEX entitlement_order ON entitlement (order_id);
CREATE INDEX entitlement_edition ON entitlement (edition_id);

CREATE TABLE download_grant (
  id TEXT NOT NULL PRIMARY KEY,
  entitlement_id TEXT NOT NULL REFERENCES entitlement (id),
  order_id TEXT NOT NULL REFERENCES orders (id),
  file_id TEXT NOT NULL REFERENCES edition_file (id),
  uses_left BIGINT NOT NULL CHECK (uses_left >= 0),
  renewals_left BIGINT NOT NULL CHECK (renewals_left >= 0),
  expires_at BIGINT NOT NULL,
  renewed_at BIGINT NOT NULL,
  UNIQUE (entitlement_id, file_id)
);
CREATE INDEX download_grant_order ON download_grant (order_id);
CREATE INDEX download_grant_file ON download_grant (file_id);

CREATE TABLE download_token (
  token_digest TEXT NOT NULL PRIMARY KEY,
  grant_id TEXT NOT NULL REFERENCES download_grant (id),
  order_id TEXT NOT NULL REFERENCES orders (id),
  file_id TEXT NOT NULL REFERENCES edition_file (id),
  bytes_left BIGINT NOT NULL CHECK (bytes_left >= 0),
  expires_at BIGINT NOT NULL
);
CREATE INDEX download_token_grant ON download_token (grant_id);
CREATE INDEX download_token_order ON download_token (order_id);
CREATE INDEX download_token_file ON download_token (file_id);
CREATE INDEX download_token_expires ON download_token (expires_at);
