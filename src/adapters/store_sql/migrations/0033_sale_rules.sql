-- When and where an offer is sold. What its dates say is noted when one of them passes, so that pages, which are kept while
-- the catalogue does not change, follow the clock.
ALTER TABLE offer ADD COLUMN sold_from BIGINT;
ALTER TABLE offer ADD COLUMN sold_until BIGINT;
ALTER TABLE offer ADD COLUMN release_at BIGINT;
ALTER TABLE offer ADD COLUMN territory TEXT NOT NULL DEFAULT 'everywhere'
  CHECK (territory IN ('everywhere', 'only', 'except'));
ALTER TABLE offer ADD COLUMN countries TEXT NOT NULL DEFAULT '';
ALTER TABLE offer ADD COLUMN sale_state TEXT NOT NULL DEFAULT 'open'
  CHECK (sale_state IN ('open', 'preorder', 'not_yet', 'over'));
ALTER TABLE offer ADD COLUMN sale_changes_at BIGINT;
CREATE INDEX offer_sale_changes ON offer (sale_changes_at);
