-- A number that the service of the tax offices confirmed before an order was placed without tax, and the proof.
CREATE TABLE order_tax_number (
  order_id TEXT NOT NULL PRIMARY KEY REFERENCES orders (id),
  number_sealed TEXT NOT NULL,
  reference TEXT NOT NULL,
  said_on TEXT NOT NULL,
  at BIGINT NOT NULL
);
