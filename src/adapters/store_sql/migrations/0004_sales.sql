-- "orders" because ORDER is a word of SQL.
CREATE TABLE orders (
  id TEXT NOT NULL PRIMARY KEY,
  reference TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'pending', 'paid', 'fulfilled', 'cancelled',
    'refunded', 'disputed', 'charged_back', 'payment_lost')),
  version BIGINT NOT NULL CHECK (version >= 1),
  subtotal_amount BIGINT NOT NULL CHECK (subtotal_amount >= 0),
  subtotal_asset TEXT NOT NULL,
  discount_amount BIGINT NOT NULL CHECK (discount_amount >= 0),
  discount_asset TEXT NOT NULL,
  tax_amount BIGINT NOT NULL CHECK (tax_amount >= 0),
  tax_asset TEXT NOT NULL,
  total_amount BIGINT NOT NULL CHECK (total_amount >= 0),
  total_asset TEXT NOT NULL,
  processor_fee_amount BIGINT NOT NULL CHECK (processor_fee_amount >= 0),
  processor_fee_asset TEXT NOT NULL,
  proceeds_amount BIGINT NOT NULL,
  proceeds_asset TEXT NOT NULL,
  terms_version BIGINT NOT NULL,
  link_generation BIGINT NOT NULL CHECK (link_generation >= 1),
  link_key_id TEXT NOT NULL,
  token_digest TEXT NOT NULL UNIQUE,
  buyer_key_wrapped TEXT NOT NULL,
  receipt_name_sealed TEXT NOT NULL,
  locale TEXT NOT NULL,
  is_sandbox BIGINT NOT NULL CHECK (is_sandbox IN (0, 1)),
  is_cancel_requested BIGINT NOT NULL CHECK (is_cancel_requested IN (0, 1)),
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  paid_at BIGINT,
  fulfilled_at BIGINT
);
CREATE INDEX orders_reference ON orders (reference);
CREATE INDEX orders_created ON orders (created_at, id);
CREATE INDEX orders_unpaid ON orders (expires_at, id) WHERE state IN ('open', 'pending');

CREATE TABLE order_line (
  id TEXT NOT NULL PRIMARY KEY,
  order_id TEXT NOT NULL REFERENCES orders (id),
  position BIGINT NOT NULL,
  offer_id TEXT NOT NULL,
  offer_revision BIGINT NOT NULL,
  work_id TEXT NOT NULL REFERENCES work (id),
  edition_id TEXT NOT NULL REFERENCES edition (id),
  edition_version BIGINT NOT NULL,
  title TEXT NOT NULL,
  authors TEXT NOT NULL,
  price_amount BIGINT NOT NULL CHECK (price_amount >= 0),
  price_asset TEXT NOT NULL,
  UNIQUE (order_id, position),
  FOREIGN KEY (offer_id, offer_revision) REFERENCES offer_revision (offer_id, revision)
);
CREATE INDEX order_line_offer ON order_line (offer_id, offer_revision);
CREATE INDEX order_line_work ON order_line (work_id);
CREATE INDEX order_line_edition ON order_line (edition_id);

CREATE TABLE order_line_file (
  order_line_id TEXT NOT NULL REFERENCES order_line (id),
  position BIGINT NOT NULL,
  file_id TEXT NOT NULL REFERENCES edition_file (id),
  PRIMARY KEY (order_line_id, position)
);
CREATE INDEX order_line_file_file ON order_line_file (file_id);

CREATE TABLE order_event (
  order_id TEXT NOT NULL REFERENCES orders (id),
  position BIGINT NOT NULL,
  kind TEXT NOT NULL,
  detail TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (order_id, position)
);

CREATE TABLE idempotency (
  scope TEXT NOT NULL,
  idempotency_key TEXT NOT NULL,
  request_digest TEXT NOT NULL,
  answer_sealed TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (scope, idempotency_key)
);
CREATE INDEX idempotency_at ON idempotency (at);
