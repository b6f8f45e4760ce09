CREATE TABLE queue_job (
  id TEXT NOT NULL PRIMARY KEY,
  queue TEXT NOT NULL CHECK (queue IN ('outbox', 'inbox')),
  state TEXT NOT NULL CHECK (state IN ('waiting', 'done', 'dead')),
  kind TEXT NOT NULL,
  dedupe_key TEXT NOT NULL,
  payload TEXT NOT NULL,
  attempts BIGINT NOT NULL CHECK (attempts >= 0),
  due_at BIGINT NOT NULL,
  lease_until BIGINT NOT NULL,
  last_error TEXT NOT NULL,
  UNIQUE (queue, dedupe_key)
);
CREATE INDEX queue_job_waiting ON queue_job (queue, due_at, id) WHERE state = 'waiting';
CREATE INDEX queue_job_dead ON queue_job (queue, due_at, id) WHERE state = 'dead';
CREATE INDEX queue_job_done ON queue_job (due_at) WHERE state = 'done';
