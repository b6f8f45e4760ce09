-- Invoices, receipts and credit notes that were given out. Numbers run without a gap in each series: the last
-- one moves in the unit of work that stores the document.
CREATE TABLE document_series (
  series TEXT NOT NULL PRIMARY KEY,
  last_number BIGINT NOT NULL CHECK (last_number >= 1)
);
CREATE TABLE document (
  id TEXT NOT NULL PRIMARY KEY,
  series TEXT NOT NULL REFERENCES document_series (series),
  number BIGINT NOT NULL CHECK (number >= 1),
  kind TEXT NOT NULL CHECK (kind IN ('invoice', 'receipt', 'credit_note')),
  order_id TEXT NOT NULL REFERENCES orders (id),
  refund_id TEXT NOT NULL,
  corrects TEXT NOT NULL,
  issued_at BIGINT NOT NULL,
  seller_name TEXT NOT NULL,
  seller_address TEXT NOT NULL,
  seller_tax_number TEXT NOT NULL,
  seller_registered TEXT NOT NULL,
  buyer_key_wrapped TEXT NOT NULL,
  buyer_sealed TEXT NOT NULL,
  total_amount BIGINT NOT NULL CHECK (total_amount >= 0),
  total_asset TEXT NOT NULL,
  tax_amount BIGINT NOT NULL CHECK (tax_amount >= 0),
  tax_asset TEXT NOT NULL,
  CHECK ((kind = 'credit_note') = (refund_id <> '')),
  UNIQUE (series, number),
  UNIQUE (order_id, refund_id)
);
