-- The kind of a job's last error stood at the beginning of its words: now it is kept beside them. Of those that say that nobody
-- could be asked it is moved; the others have it with their next try.
ALTER TABLE queue_job ADD COLUMN last_errc TEXT NOT NULL DEFAULT '';
UPDATE queue_job SET last_errc = 'unavailable', last_error = substr(last_error, 14) WHERE last_error LIKE 'unavailable: %';
UPDATE queue_job SET last_errc = 'unauthenticated', last_error = substr(last_error, 18) WHERE last_error LIKE 'unauthenticated: %';
UPDATE queue_job SET last_errc = 'forbidden', last_error = substr(last_error, 12) WHERE last_error LIKE 'forbidden: %';
