-- Books on their way to a reading device by mail: its address lies sealed under a key of the row, and goes as soon as
-- the letter has left.
CREATE TABLE reader_letter (
  id TEXT NOT NULL PRIMARY KEY,
  order_id TEXT NOT NULL REFERENCES orders (id),
  grant_id TEXT NOT NULL REFERENCES download_grant (id),
  file_id TEXT NOT NULL REFERENCES edition_file (id),
  key_wrapped TEXT NOT NULL,
  address_sealed TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  ended_at BIGINT
);
CREATE INDEX reader_letter_order ON reader_letter (order_id, created_at);
CREATE INDEX reader_letter_created ON reader_letter (created_at);
CREATE INDEX reader_letter_grant ON reader_letter (grant_id);
CREATE INDEX reader_letter_file ON reader_letter (file_id);
