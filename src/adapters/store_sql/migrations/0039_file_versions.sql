-- Versions of a file: a later one takes the place of the one before, which stays for those who bought it.
CREATE TABLE file_version (
  file_id TEXT NOT NULL PRIMARY KEY REFERENCES edition_file (id),
  replaces_id TEXT NOT NULL UNIQUE REFERENCES edition_file (id),
  first_id TEXT NOT NULL REFERENCES edition_file (id),
  number BIGINT NOT NULL CHECK (number >= 2),
  note TEXT NOT NULL,
  created_by TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  UNIQUE (first_id, number)
);
