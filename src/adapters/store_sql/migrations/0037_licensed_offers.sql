-- An offer may bring a licence key, for so many devices at a time.
ALTER TABLE offer ADD COLUMN licence_seats BIGINT CHECK (licence_seats >= 1);
