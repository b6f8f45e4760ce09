-- An attempt whose buyer has a voucher and pays it elsewhere, by that moment where the processor names one.
ALTER TABLE payment_intent ADD COLUMN is_voucher BIGINT NOT NULL DEFAULT 0;
ALTER TABLE payment_intent ADD COLUMN voucher_until BIGINT;
-- Attempts whose money is on its way are few, and asked about daily.
CREATE INDEX payment_intent_under_way ON payment_intent (created_at, id) WHERE status = 'processing';
-- Gifts that nobody has claimed yet: orders of which something is still to come.
CREATE INDEX gift_unclaimed ON gift (order_id) WHERE claimed_at IS NULL;
