-- Whoever left an address. Everything personal is sealed under key_wrapped, which is itself sealed; the index is a
-- keyed digest. All three go together when the address is forgotten.
CREATE TABLE customer (
  id TEXT NOT NULL PRIMARY KEY,
  key_wrapped TEXT NOT NULL,
  address_sealed TEXT NOT NULL,
  address_index TEXT UNIQUE,
  locale TEXT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE INDEX customer_created ON customer (created_at) WHERE address_index IS NOT NULL;

-- Whose address an order was placed with.
CREATE TABLE customer_order (
  order_id TEXT NOT NULL PRIMARY KEY REFERENCES orders (id),
  customer_id TEXT NOT NULL REFERENCES customer (id)
);
CREATE INDEX customer_order_customer ON customer_order (customer_id);

-- Letters have a queue of their own. SQLite changes no CHECK in place, so the table is made anew.
ALTER TABLE queue_job RENAME TO queue_job_before;
DROP INDEX queue_job_waiting;
DROP INDEX queue_job_dead;
DROP INDEX queue_job_done;
CREATE TABLE queue_job (
  id TEXT NOT NULL PRIMARY KEY,
  queue TEXT NOT NULL CHECK (queue IN ('outbox', 'inbox', 'mail')),
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
INSERT INTO queue_job (id, queue, state, kind, dedupe_key, payload, attempts, due_at, lease_until, last_error)
SELECT id, queue, state, kind, dedupe_key, payload, attempts, due_at, lease_until, last_error
FROM queue_job_before;
DROP TABLE queue_job_before;
CREATE INDEX queue_job_waiting ON queue_job (queue, due_at, id) WHERE state = 'waiting';
CREATE INDEX queue_job_dead ON queue_job (queue, due_at, id) WHERE state = 'dead';
CREATE INDEX queue_job_done ON queue_job (due_at) WHERE state = 'done';
