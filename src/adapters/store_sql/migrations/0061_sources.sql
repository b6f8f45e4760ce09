-- Where works came from, which of them are the same book, and what subjects are called in schemes.

-- The name by which a list knows a work, and a digest of what it said of it last: the same list
-- again changes nothing.
CREATE TABLE work_source (
  source TEXT NOT NULL,
  source_key TEXT NOT NULL,
  work_id TEXT NOT NULL REFERENCES work (id),
  digest TEXT NOT NULL,
  PRIMARY KEY (source, source_key)
);
CREATE INDEX work_source_work ON work_source (work_id);

-- What works share that are the same book; empty: it matches nothing.
CREATE TABLE work_match (
  work_id TEXT NOT NULL PRIMARY KEY REFERENCES work (id),
  match_key TEXT NOT NULL
);
CREATE INDEX work_match_key ON work_match (match_key);

-- A work that another one stands for. Nothing of it is lost: without the row it is as it was.
CREATE TABLE work_merge (
  work_id TEXT NOT NULL PRIMARY KEY REFERENCES work (id),
  into_id TEXT NOT NULL REFERENCES work (id),
  was_listed BIGINT NOT NULL CHECK (was_listed IN (0, 1)),
  merged_at BIGINT NOT NULL,
  CHECK (work_id <> into_id)
);
CREATE INDEX work_merge_into ON work_merge (into_id);

CREATE TABLE subject_code (
  subject_slug TEXT NOT NULL PRIMARY KEY REFERENCES subject (slug),
  scheme TEXT NOT NULL,
  code TEXT NOT NULL
);

CREATE INDEX edition_isbn ON edition (isbn13);
-- All works, newest first: what an operator has.
CREATE INDEX work_created ON work (created_at, id);
