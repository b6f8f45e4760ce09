-- Where somebody stopped reading a book that they bought, in millionths of its text. What a device said
-- (its position, its name and id) is sealed under a data key of the row; empty: a page of the shop kept it.
-- `look`: letters and light that were chosen on pages; empty: none.
CREATE TABLE reading_place (
  grant_id TEXT NOT NULL PRIMARY KEY REFERENCES download_grant (id),
  order_id TEXT NOT NULL REFERENCES orders (id),
  file_id TEXT NOT NULL,
  share BIGINT NOT NULL CHECK (share BETWEEN 0 AND 1000000),
  key_wrapped TEXT NOT NULL,
  device_sealed TEXT NOT NULL,
  look TEXT NOT NULL,
  kept_at BIGINT NOT NULL
);
CREATE INDEX reading_place_order ON reading_place (order_id);
CREATE INDEX reading_place_kept ON reading_place (kept_at);

-- By which digests a library's reading devices name the files that are in it. Derived: what is lost
-- is made again.
CREATE TABLE reading_document (
  customer_id TEXT NOT NULL REFERENCES customer (id),
  document TEXT NOT NULL,
  grant_id TEXT NOT NULL REFERENCES download_grant (id),
  file_id TEXT NOT NULL,
  PRIMARY KEY (customer_id, document)
);
CREATE INDEX reading_document_grant ON reading_document (grant_id);
