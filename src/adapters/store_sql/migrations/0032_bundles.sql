-- Several books for one price. What is in a bundle never changes.
CREATE TABLE bundle (
  id TEXT NOT NULL PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  description TEXT NOT NULL,
  price_amount BIGINT NOT NULL CHECK (price_amount >= 0),
  price_asset TEXT NOT NULL,
  is_listed BIGINT NOT NULL CHECK (is_listed IN (0, 1)),
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE INDEX bundle_newest ON bundle (created_at, id);

CREATE TABLE bundle_work (
  bundle_id TEXT NOT NULL REFERENCES bundle (id),
  position BIGINT NOT NULL,
  work_id TEXT NOT NULL REFERENCES work (id),
  PRIMARY KEY (bundle_id, position),
  UNIQUE (bundle_id, work_id)
);
CREATE INDEX bundle_work_work ON bundle_work (work_id);
