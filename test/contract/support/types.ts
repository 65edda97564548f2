// The answers' bodies, as the contract's document has them.
export interface User {
  readonly id: string;
  readonly email: string;
  readonly display_name: string | null;
  readonly role: 'user' | 'admin';
  readonly created_at: string;
}

export interface Note {
  readonly id: string;
  readonly owner_id: string;
  readonly title: string;
  readonly body: string | null;
  readonly status: 'draft' | 'published' | 'archived';
  readonly created_at: string;
  readonly updated_at: string;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly total: number;
  readonly limit: number;
  readonly offset: number;
}

export interface AccessToken {
  readonly access_token: string;
  readonly token_type: string;
  readonly expires_in: number;
}

export interface Readiness {
  readonly status: string;
  readonly checks: Readonly<Record<string, string>>;
}

export interface FieldError {
  readonly pointer: string;
  readonly code: string;
  readonly message: string;
}

export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly request_id: string;
  readonly errors?: readonly FieldError[];
}
