-- What a person has to look at. One of a kind and subject stands at a time.
CREATE TABLE attention_item (
  id TEXT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  label TEXT NOT NULL,
  detail TEXT NOT NULL,
  due_at BIGINT,
  is_local BIGINT NOT NULL CHECK (is_local IN (0, 1)),
  observer TEXT NOT NULL,
  raised_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  settled_at BIGINT,
  settled_by TEXT NOT NULL,
  cleared_at BIGINT
);
CREATE UNIQUE INDEX attention_item_standing ON attention_item (kind, subject) WHERE cleared_at IS NULL;
CREATE INDEX attention_item_cleared ON attention_item (cleared_at) WHERE cleared_at IS NOT NULL;

-- One row, moved with every change of the items: two that look at once queue here.
CREATE TABLE attention_round (
  id BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
  number BIGINT NOT NULL
);
INSERT INTO attention_round (id, number) VALUES (1, 0);

-- The few among the many that are looked for every minute.
CREATE INDEX refund_unsettled ON refund (state, requested_at) WHERE state <> 'settled';
CREATE INDEX dispute_unwon ON dispute (state, state_at) WHERE state <> 'won';
CREATE INDEX payment_intent_odd ON payment_intent (exception, created_at) WHERE exception <> 'none';
CREATE INDEX order_event_odd ON order_event (kind, at)
  WHERE kind IN ('coupon_overused', 'stock_oversold', 'payment_unusable');
CREATE INDEX posting_refund_due ON posting (entry_id, posted_amount) WHERE account LIKE '%:refund_due';
