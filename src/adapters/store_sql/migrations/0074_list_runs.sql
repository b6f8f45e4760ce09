-- How far a list of books came, and what became of it. `outcome` is empty until it has ended; what never
-- ended and is not told of any more was stopped with its process.
CREATE TABLE list_run (
  id TEXT NOT NULL PRIMARY KEY,
  file_name TEXT NOT NULL,
  format TEXT NOT NULL,
  made_by TEXT NOT NULL,
  rows_total BIGINT NOT NULL,
  rows_done BIGINT NOT NULL,
  outcome TEXT NOT NULL,
  words TEXT NOT NULL,
  begun_at BIGINT NOT NULL,
  told_at BIGINT NOT NULL
);
CREATE INDEX list_run_begun ON list_run (begun_at, id);
