-- Exports and charts look at the journal by time.
CREATE INDEX journal_entry_at ON journal_entry (at);
