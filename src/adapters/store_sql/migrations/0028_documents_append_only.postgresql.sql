-- A document is never changed and never goes. Whom it names can be made unreadable: its sealed part may be emptied.

CREATE TRIGGER document_no_update BEFORE UPDATE OF id, series, number, kind, order_id, refund_id, corrects, issued_at,
  seller_name, seller_address, seller_tax_number, seller_registered, total_amount, total_asset, tax_amount, tax_asset
  ON document FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER document_append_only BEFORE DELETE OR TRUNCATE ON document
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER document_series_forward BEFORE UPDATE ON document_series
  FOR EACH ROW WHEN (NEW.last_number <> OLD.last_number + 1 OR NEW.series <> OLD.series)
  EXECUTE FUNCTION refuse_change();
