// The schemas that the document names.
import { Note, NoteCreate, NotePage, NoteSort, NoteStatus, NoteUpdate } from './notes.ts';
import { Health, Readiness } from './ops.ts';
import { ErrorCode, FieldError, Problem } from './problems.ts';
import {
  AccessToken,
  LoginRequest,
  PasswordChange,
  RegisterRequest,
  Role,
  User,
  UserPage,
  UserUpdate,
} from './users.ts';

export const namedSchemas = [
  ...[ErrorCode, FieldError, Problem, Health, Readiness],
  ...[NoteStatus, NoteSort, Note, NotePage, NoteCreate, NoteUpdate],
  ...[Role, User, UserPage, UserUpdate],
  ...[RegisterRequest, LoginRequest, PasswordChange, AccessToken],
];
