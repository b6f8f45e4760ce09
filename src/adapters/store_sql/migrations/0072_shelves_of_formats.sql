-- A shelf for each format that listed works have a file of.
INSERT INTO shelf (id, works)
  SELECT DISTINCT 'format:' || f.format, 0
  FROM edition_file f JOIN edition e ON e.id = f.edition_id AND e.is_newest = 1
  JOIN shelf_work a ON a.work_id = e.work_id AND a.shelf_id = 'all'
  WHERE ' ' || e.formats || ' ' LIKE '% ' || f.format || ' %'
  ON CONFLICT (id) DO NOTHING;

INSERT INTO shelf_work (work_id, shelf_id, created_at, title_key)
  SELECT DISTINCT a.work_id, 'format:' || f.format, a.created_at, a.title_key
  FROM edition_file f JOIN edition e ON e.id = f.edition_id AND e.is_newest = 1
  JOIN shelf_work a ON a.work_id = e.work_id AND a.shelf_id = 'all'
  WHERE ' ' || e.formats || ' ' LIKE '% ' || f.format || ' %'
  ON CONFLICT (work_id, shelf_id) DO NOTHING;

UPDATE shelf SET works = (SELECT COUNT(*) FROM shelf_work w WHERE w.shelf_id = shelf.id)
  WHERE id >= 'format:' AND id < 'format;';
