import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await createUsers(db);
  await createRefreshTokens(db);
  await createNotes(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const table of ['notes', 'refresh_tokens', 'users']) {
    await db.schema.dropTable(table).execute();
  }
}

async function createUsers(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('users')
    .addColumn('id', 'uuid', (column) => column.notNull().primaryKey())
    .addColumn('email', 'varchar(254)', (column) => column.notNull())
    .addColumn('password_hash', 'varchar(255)', (column) => column.notNull())
    .addColumn('display_name', 'varchar(100)')
    .addColumn('role', 'varchar(16)', (column) => column.notNull())
    .addColumn('created_at', 'timestamptz', (column) => column.notNull())
    .addUniqueConstraint('uq_users_email', ['email'])
    .addCheckConstraint('ck_users_role', sql`role IN ('user', 'admin')`)
    .execute();
}

async function createRefreshTokens(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('refresh_tokens')
    .addColumn('id', 'uuid', (column) => column.notNull().primaryKey())
    .addColumn('token_hash', 'varchar(64)', (column) => column.notNull())
    .addColumn('family', 'uuid', (column) => column.notNull())
    .addColumn('user_id', 'uuid', (column) => column.notNull())
    .addColumn('created_at', 'timestamptz', (column) => column.notNull())
    .addColumn('expires_at', 'timestamptz', (column) => column.notNull())
    .addColumn('used_at', 'timestamptz')
    .addColumn('revoked_at', 'timestamptz')
    .addUniqueConstraint('uq_refresh_tokens_token_hash', ['token_hash'])
    .addForeignKeyConstraint(
      'fk_refresh_tokens_user_id_users',
      ['user_id'],
      'users',
      ['id'],
      (key) => key.onDelete('cascade'),
    )
    .execute();
  await createIndex(db, 'refresh_tokens', ['family']);
  await createIndex(db, 'refresh_tokens', ['user_id']);
}

async function createNotes(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('notes')
    .addColumn('id', 'uuid', (column) => column.notNull().primaryKey())
    .addColumn('owner_id', 'uuid', (column) => column.notNull())
    .addColumn('title', 'varchar(200)', (column) => column.notNull())
    .addColumn('folded_title', 'text', (column) => column.notNull())
    .addColumn('body', 'text')
    .addColumn('status', 'varchar(16)', (column) => column.notNull())
    .addColumn('created_at', 'timestamptz', (column) => column.notNull())
    .addColumn('updated_at', 'timestamptz', (column) => column.notNull())
    .addCheckConstraint('ck_notes_status', sql`status IN ('draft', 'published', 'archived')`)
    .addForeignKeyConstraint('fk_notes_owner_id_users', ['owner_id'], 'users', ['id'], (key) =>
      key.onDelete('cascade'),
    )
    .execute();
  await createIndex(db, 'notes', ['owner_id', 'created_at', 'id']);
  await createIndex(db, 'notes', ['owner_id', 'title', 'id']);
}

async function createIndex(db: Kysely<unknown>, table: string, columns: string[]): Promise<void> {
  await db.schema
    .createIndex(`ix_${table}_${columns.join('_')}`)
    .on(table)
    .columns(columns)
    .execute();
}
