-- Inquiries of banks, before a dispute, and appeals, after a lost one: they have a deadline and move no money.
CREATE TABLE bank_matter (
  provider TEXT NOT NULL,
  network_ref TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('inquiry', 'appeal')),
  payment_id TEXT NOT NULL REFERENCES payment (id),
  order_id TEXT NOT NULL REFERENCES orders (id),
  matter_amount BIGINT NOT NULL CHECK (matter_amount > 0),
  matter_asset TEXT NOT NULL,
  reason TEXT NOT NULL,
  due_at BIGINT,
  opened_at BIGINT NOT NULL,
  closed_at BIGINT,
  PRIMARY KEY (provider, network_ref, kind)
);
CREATE INDEX bank_matter_order ON bank_matter (order_id);
CREATE INDEX bank_matter_payment ON bank_matter (payment_id);
CREATE INDEX bank_matter_open ON bank_matter (due_at) WHERE closed_at IS NULL;
CREATE INDEX bank_matter_ref ON bank_matter (network_ref);
