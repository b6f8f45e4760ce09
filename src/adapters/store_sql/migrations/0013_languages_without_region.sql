-- One shelf for a language: "language:en-GB" and "language:en-US" stand on "language:en". A primary
-- subtag has two or three letters; a work stands on one language's shelf, so none meets itself.
INSERT INTO shelf (id, works)
  SELECT DISTINCT 'language:' || LOWER(CASE WHEN SUBSTR(id, 12, 1) = '-' THEN SUBSTR(id, 10, 2)
                                            WHEN SUBSTR(id, 13, 1) = '-' THEN SUBSTR(id, 10, 3)
                                            ELSE SUBSTR(id, 10) END), 0
  FROM shelf WHERE id >= 'language:' AND id < 'language;'
  ON CONFLICT (id) DO NOTHING;

UPDATE shelf_work
  SET shelf_id = 'language:' || LOWER(CASE WHEN SUBSTR(shelf_id, 12, 1) = '-' THEN SUBSTR(shelf_id, 10, 2)
                                           WHEN SUBSTR(shelf_id, 13, 1) = '-' THEN SUBSTR(shelf_id, 10, 3)
                                           ELSE SUBSTR(shelf_id, 10) END)
  WHERE shelf_id >= 'language:' AND shelf_id < 'language;';

UPDATE shelf SET works = (SELECT COUNT(*) FROM shelf_work w WHERE w.shelf_id = shelf.id)
  WHERE id >= 'language:' AND id < 'language;';

DELETE FROM shelf WHERE works = 0 AND id >= 'language:' AND id < 'language;';
