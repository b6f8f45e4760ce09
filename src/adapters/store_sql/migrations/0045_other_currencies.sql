-- Prices in other currencies than the shop's own, for every revision of an offer that has them:
-- those of an offer's own revision count.
CREATE TABLE offer_price (
  offer_id TEXT NOT NULL,
  revision BIGINT NOT NULL,
  price_asset TEXT NOT NULL,
  price_amount BIGINT NOT NULL CHECK (price_amount >= 0),
  buyer_sets_price BIGINT NOT NULL CHECK (buyer_sets_price IN (0, 1)),
  suggested_amount BIGINT CHECK (suggested_amount >= 0),
  compare_at_amount BIGINT CHECK (compare_at_amount >= 0),
  PRIMARY KEY (offer_id, revision, price_asset),
  FOREIGN KEY (offer_id, revision) REFERENCES offer_revision (offer_id, revision)
);

CREATE TABLE bundle_price (
  bundle_id TEXT NOT NULL REFERENCES bundle (id),
  price_asset TEXT NOT NULL,
  price_amount BIGINT NOT NULL CHECK (price_amount >= 0),
  PRIMARY KEY (bundle_id, price_asset)
);
