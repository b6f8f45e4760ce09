-- One row for each giving back, from the moment it is asked for. It has a name of the provider's once there is one.
CREATE TABLE refund (
  id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  payment_id TEXT COLLATE "C" NOT NULL REFERENCES payment (id),
  order_id TEXT COLLATE "C" NOT NULL REFERENCES orders (id),
  provider TEXT COLLATE "C" NOT NULL,
  network_ref TEXT COLLATE "C" NOT NULL,
  refund_amount BIGINT NOT NULL CHECK (refund_amount > 0),
  refund_asset TEXT COLLATE "C" NOT NULL,
  state TEXT COLLATE "C" NOT NULL CHECK (state IN ('requested', 'processing', 'settled', 'failed')),
  reason TEXT COLLATE "C" NOT NULL CHECK (reason IN ('owed', 'requested', 'elsewhere')),
  requested_by TEXT COLLATE "C" NOT NULL,
  requested_at BIGINT NOT NULL,
  state_at BIGINT NOT NULL
);
CREATE INDEX refund_order ON refund (order_id);
CREATE INDEX refund_payment ON refund (payment_id);
CREATE UNIQUE INDEX refund_ref ON refund (provider, network_ref) WHERE network_ref <> '';

-- What a provider kept, or gave back of that (negative). Never changed.
CREATE TABLE payment_fee (
  provider TEXT COLLATE "C" NOT NULL,
  network_ref TEXT COLLATE "C" NOT NULL,
  payment_id TEXT COLLATE "C" NOT NULL REFERENCES payment (id),
  order_id TEXT COLLATE "C" NOT NULL REFERENCES orders (id),
  fee_amount BIGINT NOT NULL CHECK (fee_amount <> 0),
  fee_asset TEXT COLLATE "C" NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (provider, network_ref)
);
CREATE INDEX payment_fee_order ON payment_fee (order_id);
CREATE INDEX payment_fee_payment ON payment_fee (payment_id);

-- One row for each time a payer's bank asks money back.
CREATE TABLE dispute (
  id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  payment_id TEXT COLLATE "C" NOT NULL REFERENCES payment (id),
  order_id TEXT COLLATE "C" NOT NULL REFERENCES orders (id),
  provider TEXT COLLATE "C" NOT NULL,
  network_ref TEXT COLLATE "C" NOT NULL,
  dispute_amount BIGINT NOT NULL CHECK (dispute_amount > 0),
  dispute_asset TEXT COLLATE "C" NOT NULL,
  state TEXT COLLATE "C" NOT NULL CHECK (state IN ('open', 'won', 'lost')),
  is_withdrawn BIGINT NOT NULL CHECK (is_withdrawn IN (0, 1)),
  reason TEXT COLLATE "C" NOT NULL,
  evidence_due_at BIGINT,
  opened_at BIGINT NOT NULL,
  state_at BIGINT NOT NULL,
  funds_at BIGINT NOT NULL,
  UNIQUE (provider, network_ref)
);
CREATE INDEX dispute_order ON dispute (order_id);
CREATE INDEX dispute_payment ON dispute (payment_id);

-- Words about payments name them by the provider's name.
CREATE INDEX payment_ref ON payment (provider, network_ref);

-- Facts stay: a refund or a dispute moves on, but none of them goes, and a fee does neither.
CREATE TRIGGER refund_no_delete BEFORE DELETE OR TRUNCATE ON refund
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER dispute_no_delete BEFORE DELETE OR TRUNCATE ON dispute
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER payment_fee_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON payment_fee
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
