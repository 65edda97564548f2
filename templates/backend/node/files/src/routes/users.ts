import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox';
import { problems } from '../schemas/problems.ts';
import { reference } from '../schemas/reference.ts';
import { UserListQuery, UserPage } from '../schemas/users.ts';
import { listUsers } from '../users.ts';

export const userRoutes: FastifyPluginCallbackTypebox = (app, _options, done) => {
  const list = {
    operationId: 'listUsers',
    tags: ['users'],
    security: [{ bearerAuth: [] }],
    querystring: UserListQuery,
    response: { 200: reference(UserPage), ...problems(401, 403, 422) },
  };
  app.get(
    '',
    { schema: list, onRequest: [app.authenticate, app.requireAdmin] },
    async ({ query }) => ({ ...(await listUsers(app.db, query)), ...query }),
  );
  done();
};
