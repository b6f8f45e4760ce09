-- The link of a gift that nobody has claimed ends with the link of its order: it has generations too.
ALTER TABLE gift ADD COLUMN claim_generation BIGINT NOT NULL DEFAULT 1 CHECK (claim_generation >= 1);
-- Whoever had the address of an order before may take it back for a while, by a link of which the
-- digest is here. Closed: it can be taken back no more, nor does it end with the order's link.
ALTER TABLE address_change ADD COLUMN back_digest TEXT;
ALTER TABLE address_change ADD COLUMN closed_at BIGINT;
CREATE UNIQUE INDEX address_change_back ON address_change (back_digest);
-- What was ended without being answered looked until now like an address where there had been none.
UPDATE address_change SET closed_at = used_at WHERE used_at IS NOT NULL AND previous_id IS NULL;
