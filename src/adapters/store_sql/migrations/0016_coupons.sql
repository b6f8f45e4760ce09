-- Codes that take something off, and which order holds a use of one. `uses` counts the orders that hold
-- it: given back when an order is given up, taken again, even beyond the limit, when it is paid late.
CREATE TABLE coupon (
  id TEXT NOT NULL PRIMARY KEY,
  code TEXT NOT NULL,
  code_key TEXT NOT NULL UNIQUE,
  percent_bps BIGINT NOT NULL CHECK (percent_bps BETWEEN 0 AND 10000),
  off_amount BIGINT CHECK (off_amount > 0),
  off_asset TEXT,
  minimum_amount BIGINT CHECK (minimum_amount > 0),
  minimum_asset TEXT,
  starts_at BIGINT,
  ends_at BIGINT,
  uses_max BIGINT CHECK (uses_max >= 1),
  uses BIGINT NOT NULL CHECK (uses >= 0),
  created_at BIGINT NOT NULL,
  CHECK ((percent_bps = 0) = (off_amount IS NOT NULL)),
  CHECK ((off_amount IS NULL) = (off_asset IS NULL)),
  CHECK ((minimum_amount IS NULL) = (minimum_asset IS NULL))
);
CREATE INDEX coupon_created ON coupon (created_at, id);

CREATE TABLE coupon_work (
  coupon_id TEXT NOT NULL REFERENCES coupon (id),
  position BIGINT NOT NULL,
  work_id TEXT NOT NULL REFERENCES work (id),
  PRIMARY KEY (coupon_id, position)
);
CREATE INDEX coupon_work_work ON coupon_work (work_id);

CREATE TABLE coupon_use (
  order_id TEXT NOT NULL PRIMARY KEY REFERENCES orders (id),
  coupon_id TEXT NOT NULL REFERENCES coupon (id),
  is_held BIGINT NOT NULL CHECK (is_held IN (0, 1))
);
CREATE INDEX coupon_use_coupon ON coupon_use (coupon_id);

-- Frozen with the order: its code, and what that took off each line, in the asset of the price.
ALTER TABLE orders ADD COLUMN coupon_code TEXT NOT NULL DEFAULT '';
ALTER TABLE order_line ADD COLUMN discount_amount BIGINT NOT NULL DEFAULT 0
  CHECK (discount_amount >= 0 AND discount_amount <= price_amount);
