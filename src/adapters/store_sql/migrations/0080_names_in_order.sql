-- By what names are browsed in their order: their letters without capitals, accents and signs. SQL folds no letters, so the
-- program writes the keys of what is there right after this step (name_keys.cpp). Of shelves only publishers have one: the others'
-- names stand in tables of their own.
ALTER TABLE contributor ADD COLUMN sort_key TEXT NOT NULL DEFAULT '';
ALTER TABLE subject ADD COLUMN sort_key TEXT NOT NULL DEFAULT '';
ALTER TABLE series ADD COLUMN sort_key TEXT NOT NULL DEFAULT '';
ALTER TABLE shelf ADD COLUMN sort_key TEXT NOT NULL DEFAULT '';
DROP INDEX contributor_sorted;
CREATE INDEX contributor_sorted ON contributor (sort_key, slug);
CREATE INDEX subject_sorted ON subject (sort_key, slug);
CREATE INDEX series_sorted ON series (sort_key, slug);
CREATE INDEX publisher_sorted ON shelf (sort_key, id) WHERE sort_key <> '';
