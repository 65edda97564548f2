import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { isMissingReference } from '../database/connection.ts';
import { createNote, deleteNote, findNote, listNotes, updateNote } from '../notes.ts';
import { notFound, unauthorized } from '../problems.ts';
import {
  Note,
  NoteCreate,
  NoteListQuery,
  NotePage,
  NotePath,
  NoteUpdate,
} from '../schemas/notes.ts';
import { problems } from '../schemas/problems.ts';
import { reference } from '../schemas/reference.ts';

const shared = { tags: ['notes'], security: [{ bearerAuth: [] }] };

export const noteRoutes: FastifyPluginCallbackTypebox = (app, _options, done) => {
  app.addHook('onRequest', app.authenticate);

  const list = {
    ...shared,
    operationId: 'listNotes',
    querystring: NoteListQuery,
    response: { 200: reference(NotePage), ...problems(401, 422) },
  };
  app.get('', { schema: list }, async ({ query, user }) => {
    const page = await listNotes(app.db, user.id, query);
    return { ...page, limit: query.limit, offset: query.offset };
  });

  const create = {
    ...shared,
    operationId: 'createNote',
    body: reference(NoteCreate),
    response: { 201: reference(Note), ...problems(400, 401, 415, 422) },
  };
  app.post('', { schema: create }, async ({ body, user }, reply) => {
    reply.code(201);
    return createNote(app.db, user.id, body).catch((error: unknown) => {
      throw isMissingReference(error) ? unauthorized('The account was deleted.') : error;
    });
  });

  const get = {
    ...shared,
    operationId: 'getNote',
    params: NotePath,
    response: { 200: reference(Note), ...problems(401, 404, 422) },
  };
  app.get('/:note_id([^/]+)', { schema: get }, async ({ params, user }) => {
    const note = await findNote(app.db, user.id, params.note_id);
    if (note === undefined) throw notFound('note');
    return note;
  });

  const update = {
    ...shared,
    operationId: 'updateNote',
    params: NotePath,
    body: reference(NoteUpdate),
    response: { 200: reference(Note), ...problems(400, 401, 404, 415, 422) },
  };
  app.patch('/:note_id([^/]+)', { schema: update }, async ({ body, params, user }) => {
    const note = await updateNote(app.db, user.id, params.note_id, body);
    if (note === undefined) throw notFound('note');
    return note;
  });

  const remove = {
    ...shared,
    operationId: 'deleteNote',
    params: NotePath,
    response: { 204: Type.Null(), ...problems(401, 404, 422) },
  };
  app.delete('/:note_id([^/]+)', { schema: remove }, async ({ params, user }, reply) => {
    if (!(await deleteNote(app.db, user.id, params.note_id))) throw notFound('note');
    return reply.code(204).send(null);
  });

  done();
};
