-- Pay what you want: the price is the least. Amounts are in the asset of the price.
ALTER TABLE offer ADD COLUMN buyer_sets_price BIGINT NOT NULL DEFAULT 0
  CHECK (buyer_sets_price IN (0, 1));
ALTER TABLE offer ADD COLUMN suggested_amount BIGINT CHECK (suggested_amount >= 0);
ALTER TABLE offer ADD COLUMN compare_at_amount BIGINT CHECK (compare_at_amount >= 0);
ALTER TABLE offer_revision ADD COLUMN buyer_sets_price BIGINT NOT NULL DEFAULT 0
  CHECK (buyer_sets_price IN (0, 1));
ALTER TABLE offer_revision ADD COLUMN suggested_amount BIGINT CHECK (suggested_amount >= 0);
ALTER TABLE offer_revision ADD COLUMN compare_at_amount BIGINT CHECK (compare_at_amount >= 0);

-- Copies that may still be sold; NULL: no limit. An order that waits for money holds one of each.
ALTER TABLE offer ADD COLUMN copies_left BIGINT CHECK (copies_left >= 0);
CREATE TABLE stock_hold (
  order_id TEXT NOT NULL REFERENCES orders (id),
  offer_id TEXT NOT NULL REFERENCES offer (id),
  is_held BIGINT NOT NULL CHECK (is_held IN (0, 1)),
  PRIMARY KEY (order_id, offer_id)
);
CREATE INDEX stock_hold_offer ON stock_hold (offer_id);
