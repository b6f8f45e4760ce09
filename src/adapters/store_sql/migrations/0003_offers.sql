CREATE TABLE offer (
  id TEXT NOT NULL PRIMARY KEY,
  work_id TEXT NOT NULL REFERENCES work (id),
  is_current BIGINT NOT NULL CHECK (is_current IN (0, 1)),
  revision BIGINT NOT NULL CHECK (revision >= 1),
  price_amount BIGINT CHECK (price_amount >= 0),
  price_asset TEXT,
  CHECK ((price_amount IS NULL) = (price_asset IS NULL))
);
CREATE INDEX offer_work ON offer (work_id);
CREATE UNIQUE INDEX offer_current ON offer (work_id) WHERE is_current = 1;

-- Every price that an offer ever had: order lines point here.
CREATE TABLE offer_revision (
  offer_id TEXT NOT NULL REFERENCES offer (id),
  revision BIGINT NOT NULL CHECK (revision >= 1),
  price_amount BIGINT CHECK (price_amount >= 0),
  price_asset TEXT,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (offer_id, revision),
  CHECK ((price_amount IS NULL) = (price_asset IS NULL))
);

CREATE TABLE offer_file (
  offer_id TEXT NOT NULL REFERENCES offer (id),
  position BIGINT NOT NULL,
  file_id TEXT NOT NULL REFERENCES edition_file (id),
  PRIMARY KEY (offer_id, position)
);
CREATE INDEX offer_file_file ON offer_file (file_id);

-- Shelves make browsing cost the same with a thousand titles and with a million: one for everything,
-- one for each subject, language, contributor and series, one for what is free. Listed works only.
-- Derived from the tables above, written with them.
CREATE TABLE shelf (
  id TEXT NOT NULL PRIMARY KEY,
  works BIGINT NOT NULL CHECK (works >= 0)
);

CREATE TABLE shelf_work (
  work_id TEXT NOT NULL REFERENCES work (id),
  shelf_id TEXT NOT NULL REFERENCES shelf (id),
  created_at BIGINT NOT NULL,
  title_key TEXT NOT NULL,
  PRIMARY KEY (work_id, shelf_id)
);
CREATE INDEX shelf_work_newest ON shelf_work (shelf_id, created_at, work_id);
CREATE INDEX shelf_work_title ON shelf_work (shelf_id, title_key, work_id);
