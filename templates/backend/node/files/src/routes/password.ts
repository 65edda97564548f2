import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { hashPassword, verifyPassword } from '../passwords.ts';
import { ProblemError } from '../problems.ts';
import { refreshTokenOf } from '../refresh-cookie.ts';
import { problems } from '../schemas/problems.ts';
import { reference } from '../schemas/reference.ts';
import { PasswordChange } from '../schemas/users.ts';
import { endOtherSessions } from '../sessions.ts';
import { findUserByEmail, updateUser } from '../users.ts';

/** A new password ends every other session. */
export const passwordRoutes: FastifyPluginCallbackTypebox = (app, _options, done) => {
  const change = {
    tags: ['auth'],
    operationId: 'changePassword',
    security: [{ bearerAuth: [] }],
    body: reference(PasswordChange),
    response: { 204: Type.Null(), ...problems(400, 401, 403, 415, 422, 429) },
  };
  const options = { schema: change, onRequest: app.authenticate };
  app.post('/password', options, async (request, reply) => {
    const { body, user } = request;
    await app.throttle(request, user.id);
    const stored = await findUserByEmail(app.db, user.email);
    if (!(await verifyPassword(stored?.password_hash, body.current_password))) {
      throw new ProblemError(403, 'The current password is wrong.', { slug: 'wrong-password' });
    }
    const password_hash = await hashPassword(body.new_password);
    await app.db.transaction().execute(async (transaction) => {
      await updateUser(transaction, user.id, { password_hash });
      await endOtherSessions(transaction, user.id, refreshTokenOf(request));
    });
    return reply.code(204).send(null);
  });

  done();
};
