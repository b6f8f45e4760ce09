-- What one sender took of things that there are few of, and did not pay for: how often it was held for
-- an unpaid order, and how often it was given out for nothing. A row for each time, for a day.
CREATE TABLE scarce_take (
  order_id TEXT NOT NULL REFERENCES orders (id),
  taken_at BIGINT NOT NULL,
  sender_digest TEXT NOT NULL,
  is_free BIGINT NOT NULL CHECK (is_free IN (0, 1)),
  PRIMARY KEY (order_id, taken_at)
);
CREATE INDEX scarce_take_sender ON scarce_take (sender_digest, is_free, taken_at);
CREATE INDEX scarce_take_taken ON scarce_take (taken_at);
