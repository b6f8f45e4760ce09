-- Lines that are paid and wait for the day of their offer. On that day they get their right, once.
CREATE TABLE preorder (
  order_line_id TEXT NOT NULL PRIMARY KEY REFERENCES order_line (id),
  order_id TEXT NOT NULL REFERENCES orders (id),
  offer_id TEXT NOT NULL REFERENCES offer (id),
  made_at BIGINT NOT NULL,
  released_at BIGINT
);
CREATE INDEX preorder_order ON preorder (order_id);
CREATE INDEX preorder_offer ON preorder (offer_id);
CREATE INDEX preorder_waiting ON preorder (made_at) WHERE released_at IS NULL;
