-- Programs that are told of events, and what is on its way to them. Secrets are sealed.
CREATE TABLE webhook_endpoint (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  url TEXT NOT NULL,
  events TEXT NOT NULL,
  secret_sealed TEXT NOT NULL,
  previous_sealed TEXT NOT NULL,
  previous_until BIGINT,
  created_by TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  ended_at BIGINT,
  failures BIGINT NOT NULL CHECK (failures >= 0),
  failing_since BIGINT,
  rests_until BIGINT NOT NULL,
  last_error TEXT NOT NULL,
  ok_at BIGINT
);
CREATE TABLE webhook_event (
  id TEXT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  label TEXT NOT NULL,
  part TEXT NOT NULL,
  event_amount BIGINT,
  event_asset TEXT,
  is_test BIGINT NOT NULL CHECK (is_test IN (0, 1)),
  at BIGINT NOT NULL
);
CREATE INDEX webhook_event_at ON webhook_event (at);
CREATE TABLE webhook_delivery (
  id TEXT NOT NULL PRIMARY KEY,
  endpoint_id TEXT NOT NULL REFERENCES webhook_endpoint (id),
  event_id TEXT NOT NULL REFERENCES webhook_event (id),
  state TEXT NOT NULL CHECK (state IN ('waiting', 'done', 'dead')),
  attempts BIGINT NOT NULL CHECK (attempts >= 0),
  created_at BIGINT NOT NULL,
  tried_since BIGINT,
  due_at BIGINT NOT NULL,
  lease_until BIGINT NOT NULL,
  last_status BIGINT NOT NULL,
  last_error TEXT NOT NULL,
  ended_at BIGINT,
  UNIQUE (event_id, endpoint_id)
);
CREATE INDEX webhook_delivery_endpoint ON webhook_delivery (endpoint_id, created_at);
CREATE INDEX webhook_delivery_waiting ON webhook_delivery (endpoint_id, due_at) WHERE state = 'waiting';
CREATE INDEX webhook_delivery_dead ON webhook_delivery (endpoint_id, created_at) WHERE state = 'dead';
CREATE INDEX webhook_delivery_ended ON webhook_delivery (ended_at) WHERE ended_at IS NOT NULL;
