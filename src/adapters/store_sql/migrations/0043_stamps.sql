-- Publishers whose books go out with the order's reference in each copy, and how each file takes it.
CREATE TABLE stamped_publisher (
  publisher TEXT NOT NULL PRIMARY KEY,
  since BIGINT NOT NULL
);
CREATE INDEX edition_publisher ON edition (publisher);

-- Derived from the file's content and made again when it is missing. Plans are base64url.
CREATE TABLE stamp_plan (
  file_id TEXT NOT NULL PRIMARY KEY REFERENCES edition_file (id),
  outcome TEXT NOT NULL,
  plan TEXT NOT NULL,
  made_at BIGINT NOT NULL
);
CREATE INDEX stamp_plan_outcome ON stamp_plan (outcome);
