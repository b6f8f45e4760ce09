-- A shelf for each publisher, and names of contributors in their order.
CREATE INDEX contributor_sorted ON contributor (sort_name, slug);

INSERT INTO shelf (id, works)
  SELECT DISTINCT 'publisher:' || SUBSTR(e.publisher, 1, 120), 0
  FROM edition e JOIN shelf_work a ON a.work_id = e.work_id AND a.shelf_id = 'all'
  WHERE e.is_newest = 1 AND e.publisher <> ''
  ON CONFLICT (id) DO NOTHING;

INSERT INTO shelf_work (work_id, shelf_id, created_at, title_key)
  SELECT a.work_id, 'publisher:' || SUBSTR(e.publisher, 1, 120), a.created_at, a.title_key
  FROM edition e JOIN shelf_work a ON a.work_id = e.work_id AND a.shelf_id = 'all'
  WHERE e.is_newest = 1 AND e.publisher <> ''
  ON CONFLICT (work_id, shelf_id) DO NOTHING;

UPDATE shelf SET works = (SELECT COUNT(*) FROM shelf_work w WHERE w.shelf_id = shelf.id)
  WHERE id >= 'publisher:' AND id < 'publisher;';
