// The tables, as the code sees them. `migrations/` makes them.

export const ROLES = ['user', 'admin'] as const;
export const STATUSES = ['draft', 'published', 'archived'] as const;

export type Role = (typeof ROLES)[number];
export type NoteStatus = (typeof STATUSES)[number];

/** UTC as ISO 8601, with microseconds: sorts as it reads. */
type Timestamp = string;

export interface UserTable {
  id: string;
  email: string;
  password_hash: string;
  display_name: string | null;
  role: Role;
  created_at: Timestamp;
}

/** One link in the chain of a session: `family` is the session, the token itself is never stored. */
export interface RefreshTokenTable {
  id: string;
  token_hash: string;
  family: string;
  user_id: string;
  created_at: Timestamp;
  expires_at: Timestamp;
  used_at: Timestamp | null;
  revoked_at: Timestamp | null;
}

export interface NoteTable {
  id: string;
  owner_id: string;
  title: string;
  /** What a search compares: databases disagree about the case of letters outside ASCII. */
  folded_title: string;
  body: string | null;
  status: NoteStatus;
  created_at: Timestamp;
  updated_at: Timestamp;
}

export interface Tables {
  users: UserTable;
  refresh_tokens: RefreshTokenTable;
  notes: NoteTable;
}
