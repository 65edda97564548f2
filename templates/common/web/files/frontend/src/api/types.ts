import type { components } from './schema';

type Schemas = components['schemas'];

export type AccessToken = Schemas['AccessToken'];
export type ErrorCode = Schemas['ErrorCode'];
export type FieldError = Schemas['FieldError'];
export type LoginRequest = Schemas['LoginRequest'];
export type Note = Schemas['Note'];
export type NoteCreate = Schemas['NoteCreate'];
export type NotePage = Schemas['NotePage'];
export type NoteSort = Schemas['NoteSort'];
export type NoteStatus = Schemas['NoteStatus'];
export type NoteUpdate = Schemas['NoteUpdate'];
export type PasswordChange = Schemas['PasswordChange'];
export type Problem = Schemas['Problem'];
export type RegisterRequest = Schemas['RegisterRequest'];
export type User = Schemas['User'];
export type UserUpdate = Schemas['UserUpdate'];
