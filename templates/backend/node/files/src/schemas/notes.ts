import { Type, type Static } from 'typebox';
import { STATUSES } from '../database/tables.ts';
import { choice, defaulted, reference } from './reference.ts';
import { Limit, nullable, Offset, text, Timestamp, Uuid } from './text.ts';

const Title = text({ minLength: 1, maxLength: 200 });
const Body = text({ maxLength: 10_000 });

export const NoteStatus = choice('NoteStatus', [...STATUSES]);

export const NoteSort = choice('NoteSort', ['created_at', '-created_at', 'title', '-title']);

export const Note = Type.Object(
  {
    id: Uuid,
    owner_id: Uuid,
    title: Type.String(),
    body: nullable(Type.String()),
    status: reference(NoteStatus),
    created_at: Timestamp,
    updated_at: Timestamp,
  },
  { $id: 'Note' },
);
export type Note = Static<typeof Note>;

export const NotePage = Type.Object(
  {
    items: Type.Array(reference(Note)),
    total: Type.Integer(),
    limit: Type.Integer(),
    offset: Type.Integer(),
  },
  { $id: 'NotePage' },
);
export type NotePage = Static<typeof NotePage>;

export const NoteCreate = Type.Object(
  {
    title: Title,
    body: Type.Optional(nullable(Body)),
    status: Type.Optional(reference(NoteStatus, { default: 'draft' })),
  },
  { $id: 'NoteCreate' },
);
export type NoteCreate = Static<typeof NoteCreate>;

/** Only what is sent is changed. */
export const NoteUpdate = Type.Object(
  {
    title: Type.Optional(Title),
    body: Type.Optional(nullable(Body)),
    status: Type.Optional(reference(NoteStatus)),
  },
  { $id: 'NoteUpdate' },
);
export type NoteUpdate = Static<typeof NoteUpdate>;

export const NoteListQuery = defaulted(
  Type.Object({
    limit: Limit,
    offset: Offset,
    q: Type.Optional(text({ maxLength: 100 })),
    status: Type.Optional(reference(NoteStatus)),
    sort: reference(NoteSort, { default: '-created_at' }),
  }),
);
export type NoteListQuery = Static<typeof NoteListQuery>;

export const NotePath = Type.Object({ note_id: Uuid });
