SELECT (SELECT count(*) FROM bench_notes WHERE owner_id = ?) AS total,
       id, owner_id, title, body, status, created_at, updated_at
FROM bench_notes
WHERE owner_id = ?
ORDER BY created_at DESC, id DESC
LIMIT 20 OFFSET 0
