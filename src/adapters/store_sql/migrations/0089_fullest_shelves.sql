-- The subjects, publishers and languages with the most books, each read in one stretch of an index of its kind: a look beside it
-- for each name costs more the more names a shop has, and contributors and series have no use for one. A subject never changes its
-- name, so its shelf keeps it from the start.
ALTER TABLE shelf ADD COLUMN name TEXT NOT NULL DEFAULT '';
UPDATE shelf SET name = COALESCE((SELECT s.name FROM subject s WHERE s.slug = SUBSTR(shelf.id, 9)), '')
  WHERE id >= 'subject:' AND id < 'subject;';
DROP INDEX shelf_busiest;
CREATE INDEX shelf_subjects ON shelf (works, id, name) WHERE id >= 'subject:' AND id < 'subject;';
CREATE INDEX shelf_publishers ON shelf (works, id) WHERE id >= 'publisher:' AND id < 'publisher;';
CREATE INDEX shelf_languages ON shelf (works DESC, id) WHERE id >= 'language:' AND id < 'language;';
