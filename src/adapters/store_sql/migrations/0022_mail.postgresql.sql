-- Whoever left an address. Everything personal is sealed under key_wrapped, which is itself sealed; the index is a
-- keyed digest. All three go together when the address is forgotten.
CREATE TABLE customer (
  id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  key_wrapped TEXT COLLATE "C" NOT NULL,
  address_sealed TEXT COLLATE "C" NOT NULL,
  address_index TEXT COLLATE "C" UNIQUE,
  locale TEXT COLLATE "C" NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE INDEX customer_created ON customer (created_at) WHERE address_index IS NOT NULL;

-- Whose address an order was placed with.
CREATE TABLE customer_order (
  order_id TEXT COLLATE "C" NOT NULL PRIMARY KEY REFERENCES orders (id),
  customer_id TEXT COLLATE "C" NOT NULL REFERENCES customer (id)
);
CREATE INDEX customer_order_customer ON customer_order (customer_id);
-- Letters have a queue of their own.
ALTER TABLE queue_job DROP CONSTRAINT queue_job_queue_check;
ALTER TABLE queue_job ADD CONSTRAINT queue_job_queue_check CHECK (queue IN ('outbox', 'inbox', 'mail'));
