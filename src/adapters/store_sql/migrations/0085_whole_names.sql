-- By what people, subjects and series are told apart: the whole name, but for capitals, accents and blanks; the slug is an address
-- alone. Empty for subjects that are codes, which their slug names, and for older names that are another one's by now. SQL folds no
-- letters, so the program writes what is there right after this step (name_rows.cpp).
ALTER TABLE contributor ADD COLUMN known_by TEXT;
ALTER TABLE subject ADD COLUMN known_by TEXT;
ALTER TABLE series ADD COLUMN known_by TEXT;
CREATE UNIQUE INDEX contributor_known_by ON contributor (known_by);
CREATE UNIQUE INDEX subject_known_by ON subject (known_by);
CREATE UNIQUE INDEX series_known_by ON series (known_by);
