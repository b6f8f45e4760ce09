-- Whose list it was, how many of its rows were refused, how many values of books with a file it changed, and what is kept of
-- these row by row: the first of each kind (`place` counts within it).
ALTER TABLE list_run ADD COLUMN supplier TEXT NOT NULL DEFAULT '';
ALTER TABLE list_run ADD COLUMN rows_refused BIGINT NOT NULL DEFAULT 0;
ALTER TABLE list_run ADD COLUMN values_changed BIGINT NOT NULL DEFAULT 0;
CREATE TABLE list_finding (
  run_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  place BIGINT NOT NULL,
  line BIGINT NOT NULL,
  title TEXT NOT NULL,
  slug TEXT NOT NULL,
  field TEXT NOT NULL,
  said_before TEXT NOT NULL,
  said_now TEXT NOT NULL,
  why TEXT NOT NULL,
  next_step TEXT NOT NULL,
  PRIMARY KEY (run_id, kind, place)
);
-- Works without a language are kept under a key of their own (`open_match_key`), which the next list reckons for those that are here.
DELETE FROM work_match WHERE match_key = '';
