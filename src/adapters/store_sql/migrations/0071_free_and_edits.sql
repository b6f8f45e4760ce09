-- What costs nothing and has no file cannot be had: it leaves the shelves of what is free.
DELETE FROM shelf_work
  WHERE (shelf_id = 'free' OR (shelf_id >= 'free:' AND shelf_id < 'free;'))
    AND NOT EXISTS (SELECT 1 FROM offer o JOIN offer_file f ON f.offer_id = o.id
                    WHERE o.work_id = shelf_work.work_id AND o.is_current = 1);

UPDATE shelf SET works = (SELECT COUNT(*) FROM shelf_work w WHERE w.shelf_id = shelf.id)
  WHERE id = 'free' OR (id >= 'free:' AND id < 'free;');

-- What of a book a person of the shop wrote: lists leave it alone.
CREATE TABLE work_edit (
  work_id TEXT NOT NULL PRIMARY KEY REFERENCES work (id),
  fields TEXT NOT NULL,
  edited_at BIGINT NOT NULL
);
