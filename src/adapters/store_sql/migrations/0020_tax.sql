-- How an order was taxed, frozen with it: whose tax, its rate in basis points, and what of each line is tax or
-- was added to its price. tax_proof is what the evidence of the place is worth, as of its newest piece.
ALTER TABLE orders ADD COLUMN tax_treatment TEXT NOT NULL DEFAULT 'none'
  CHECK (tax_treatment IN ('none', 'taxed', 'outside', 'reverse_charge'));
ALTER TABLE orders ADD COLUMN tax_country TEXT NOT NULL DEFAULT '';
ALTER TABLE orders ADD COLUMN tax_bps BIGINT NOT NULL DEFAULT 0 CHECK (tax_bps BETWEEN 0 AND 5000);
ALTER TABLE orders ADD COLUMN tax_proof TEXT NOT NULL DEFAULT 'none'
  CHECK (tax_proof IN ('none', 'one', 'two', 'contradicted'));
ALTER TABLE order_line ADD COLUMN tax_amount BIGINT NOT NULL DEFAULT 0 CHECK (tax_amount >= 0);
ALTER TABLE order_line ADD COLUMN tax_added_amount BIGINT NOT NULL DEFAULT 0;

-- Where the buyer of an order lives: each piece sealed under that buyer's key. An address with more than a
-- country is not kept.
CREATE TABLE tax_evidence (
  order_id TEXT NOT NULL REFERENCES orders (id),
  sign TEXT NOT NULL CHECK (sign IN ('declared', 'card')),
  source TEXT NOT NULL,
  country_sealed TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (order_id, sign, source)
);
