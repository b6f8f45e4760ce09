-- A document is never changed and never goes. Whom it names can be made unreadable: its sealed part may be emptied.

CREATE TRIGGER document_no_update BEFORE UPDATE OF id, series, number, kind, order_id, refund_id, corrects, issued_at,
  seller_name, seller_address, seller_tax_number, seller_registered, total_amount, total_asset, tax_amount, tax_asset
ON document BEGIN
  SELECT RAISE(ABORT, 'append-only: UPDATE of document');
END;

CREATE TRIGGER document_no_delete BEFORE DELETE ON document BEGIN
  SELECT RAISE(ABORT, 'append-only: DELETE of document');
END;

CREATE TRIGGER document_series_forward BEFORE UPDATE ON document_series
WHEN NEW.last_number <> OLD.last_number + 1 OR NEW.series <> OLD.series BEGIN
  SELECT RAISE(ABORT, 'append-only: a series of documents moves one number at a time');
END;
