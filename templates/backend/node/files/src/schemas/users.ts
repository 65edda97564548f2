import { Type, type Static } from 'typebox';
import { ROLES } from '../database/tables.ts';
import { choice, defaulted, reference } from './reference.ts';
import {
  Email,
  GivenPassword,
  Limit,
  NewPassword,
  nullable,
  Offset,
  text,
  Timestamp,
  Uuid,
} from './text.ts';

const DisplayName = text({ minLength: 1, maxLength: 100 });

export const Role = choice('Role', [...ROLES]);

export const User = Type.Object(
  {
    id: Uuid,
    email: Type.String(),
    display_name: nullable(Type.String()),
    role: reference(Role),
    created_at: Timestamp,
  },
  { $id: 'User' },
);
export type User = Static<typeof User>;

export const UserPage = Type.Object(
  {
    items: Type.Array(reference(User)),
    total: Type.Integer(),
    limit: Type.Integer(),
    offset: Type.Integer(),
  },
  { $id: 'UserPage' },
);
export type UserPage = Static<typeof UserPage>;

export const UserUpdate = Type.Object(
  { display_name: Type.Optional(nullable(DisplayName)) },
  { $id: 'UserUpdate' },
);

export const RegisterRequest = Type.Object(
  { email: Email, password: NewPassword, display_name: Type.Optional(nullable(DisplayName)) },
  { $id: 'RegisterRequest' },
);

export const LoginRequest = Type.Object(
  { email: Email, password: GivenPassword },
  { $id: 'LoginRequest' },
);

export const PasswordChange = Type.Object(
  { current_password: GivenPassword, new_password: NewPassword },
  { $id: 'PasswordChange' },
);

export const AccessToken = Type.Object(
  { access_token: Type.String(), token_type: Type.String(), expires_in: Type.Integer() },
  { $id: 'AccessToken' },
);
export type AccessToken = Static<typeof AccessToken>;

export const UserListQuery = defaulted(Type.Object({ limit: Limit, offset: Offset }));
