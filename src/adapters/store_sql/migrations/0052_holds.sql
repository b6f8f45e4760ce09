-- What an unpaid order holds (copies, uses of a code of which there are only so many) is free again
-- for others after a while. A row is there as long as it holds something; of who placed it a keyed
-- digest is kept that long, since one sender may hold only so much.
CREATE TABLE order_hold (
  order_id TEXT NOT NULL PRIMARY KEY REFERENCES orders (id),
  held_until BIGINT NOT NULL,
  sender_digest TEXT NOT NULL
);
CREATE INDEX order_hold_until ON order_hold (held_until, order_id);
CREATE INDEX order_hold_sender ON order_hold (sender_digest) WHERE sender_digest <> '';
-- The same moment beside each copy, so that a page finds the first that may come back; NULL: it was
-- sold or given back.
ALTER TABLE stock_hold ADD COLUMN held_until BIGINT;
CREATE INDEX stock_hold_until ON stock_hold (offer_id, held_until) WHERE held_until IS NOT NULL;
-- Whoever waits to be paid now was promised as long as the order is open.
INSERT INTO order_hold (order_id, held_until, sender_digest)
  SELECT o.id, o.expires_at, '' FROM orders o WHERE o.state IN ('open', 'pending')
  AND (EXISTS (SELECT 1 FROM stock_hold h WHERE h.order_id = o.id AND h.is_held = 1)
    OR EXISTS (SELECT 1 FROM coupon_use u JOIN coupon c ON c.id = u.coupon_id
      WHERE u.order_id = o.id AND u.is_held = 1 AND c.uses_max IS NOT NULL));
UPDATE stock_hold SET held_until =
  (SELECT t.held_until FROM order_hold t WHERE t.order_id = stock_hold.order_id)
  WHERE is_held = 1 AND order_id IN (SELECT t.order_id FROM order_hold t);
