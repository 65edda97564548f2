import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { unauthorized } from '../problems.ts';
import { clearRefreshCookie } from '../refresh-cookie.ts';
import { problems } from '../schemas/problems.ts';
import { reference } from '../schemas/reference.ts';
import { User, UserUpdate } from '../schemas/users.ts';
import { deleteUser, updateUser } from '../users.ts';

const shared = { tags: ['auth'], security: [{ bearerAuth: [] }] };

/** The user's own account. */
export const meRoutes: FastifyPluginCallbackTypebox = (app, _options, done) => {
  app.addHook('onRequest', app.authenticate);

  const get = {
    ...shared,
    operationId: 'getMe',
    response: { 200: reference(User), ...problems(401) },
  };
  app.get('', { schema: get }, ({ user }) => user);

  const update = {
    ...shared,
    operationId: 'updateMe',
    body: reference(UserUpdate),
    response: { 200: reference(User), ...problems(400, 401, 415, 422) },
  };
  app.patch('', { schema: update }, async ({ body, user }) => {
    if (body.display_name === undefined) return user;
    const updated = await updateUser(app.db, user.id, { display_name: body.display_name });
    if (updated === undefined) throw unauthorized('The account was deleted.');
    return updated;
  });

  const remove = {
    ...shared,
    operationId: 'deleteMe',
    response: { 204: Type.Null(), ...problems(401) },
  };
  app.delete('', { schema: remove }, async ({ user }, reply) => {
    await deleteUser(app.db, user.id);
    clearRefreshCookie(reply);
    return reply.code(204).send(null);
  });

  done();
};
