CREATE TABLE bench_users (
    id uuid PRIMARY KEY,
    email varchar(254) NOT NULL UNIQUE,
    display_name varchar(100),
    role varchar(16) NOT NULL,
    created_at timestamptz NOT NULL
);
CREATE TABLE bench_notes (
    id uuid PRIMARY KEY,
    owner_id uuid NOT NULL REFERENCES bench_users (id) ON DELETE CASCADE,
    title varchar(200) NOT NULL,
    body text,
    status varchar(16) NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);
CREATE INDEX ix_bench_notes ON bench_notes (owner_id, created_at, id)
