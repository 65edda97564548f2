SELECT id, email, display_name, role, created_at FROM bench_users WHERE id = ?
