CREATE TABLE payment_intent (
  id TEXT NOT NULL PRIMARY KEY,
  order_id TEXT NOT NULL REFERENCES orders (id),
  provider TEXT NOT NULL,
  method TEXT NOT NULL,
  due_amount BIGINT NOT NULL CHECK (due_amount >= 0),
  due_asset TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('new', 'processing', 'settled', 'expired', 'invalid',
    'cancelled')),
  exception TEXT NOT NULL CHECK (exception IN ('none', 'underpaid', 'overpaid', 'late', 'lost')),
  version BIGINT NOT NULL CHECK (version >= 1),
  provider_ref TEXT NOT NULL,
  prompt_url TEXT NOT NULL,
  is_failed BIGINT NOT NULL CHECK (is_failed IN (0, 1)),
  is_cancelled BIGINT NOT NULL CHECK (is_cancelled IN (0, 1)),
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  monitor_until BIGINT NOT NULL,
  polled_at BIGINT NOT NULL
);
CREATE INDEX payment_intent_order ON payment_intent (order_id);
CREATE INDEX payment_intent_monitored ON payment_intent (monitor_until);
CREATE UNIQUE INDEX payment_intent_ref ON payment_intent (provider, provider_ref)
  WHERE provider_ref <> '';

-- One row for each movement of money, whoever reported it and however often.
CREATE TABLE payment (
  id TEXT NOT NULL PRIMARY KEY,
  intent_id TEXT NOT NULL REFERENCES payment_intent (id),
  order_id TEXT NOT NULL REFERENCES orders (id),
  provider TEXT NOT NULL,
  network_ref TEXT NOT NULL,
  received_amount BIGINT NOT NULL CHECK (received_amount > 0),
  received_asset TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('processing', 'settled', 'lost')),
  seen_at BIGINT NOT NULL,
  UNIQUE (received_asset, network_ref)
);
CREATE INDEX payment_intent_id ON payment (intent_id);
CREATE INDEX payment_order ON payment (order_id);

-- No foreign key: evidence is kept even when it overtakes the attempt that it speaks of.
CREATE TABLE payment_event (
  provider TEXT NOT NULL,
  event_id TEXT NOT NULL,
  intent_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  payload TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (provider, event_id)
);
CREATE INDEX payment_event_intent ON payment_event (intent_id);
