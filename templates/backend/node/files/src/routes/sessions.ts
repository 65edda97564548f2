import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { isMissingReference } from '../database/connection.ts';
import { hashPassword, isOutdated, verifyPassword } from '../passwords.ts';
import { unauthorized } from '../problems.ts';
import { clearRefreshCookie, refreshTokenOf, setRefreshCookie } from '../refresh-cookie.ts';
import { problems } from '../schemas/problems.ts';
import { reference } from '../schemas/reference.ts';
import { AccessToken, LoginRequest } from '../schemas/users.ts';
import { ownerOf, revoke, rotate, startSession } from '../sessions.ts';
import { findUserByEmail, updateUser } from '../users.ts';

const tags = ['auth'];

/** Sign-in, its renewal and its end. */
export const sessionRoutes: FastifyPluginCallbackTypebox = (app, _options, done) => {
  const ttl = app.config.refreshTokenTtl;

  const login = {
    tags,
    operationId: 'loginUser',
    body: reference(LoginRequest),
    response: { 200: reference(AccessToken), ...problems(400, 401, 415, 422, 429) },
  };
  app.post('/login', { schema: login }, async (request, reply) => {
    const { email, password } = request.body;
    await app.throttle(request, email.toLowerCase());
    const user = await findUserByEmail(app.db, email);
    const matches = await verifyPassword(user?.password_hash, password);
    if (user === undefined || !matches) {
      throw unauthorized('The e-mail address or the password is wrong.');
    }
    if (isOutdated(user.password_hash)) {
      await updateUser(app.db, user.id, { password_hash: await hashPassword(password) });
    }
    const token = await startSession(app.db, user.id, ttl).catch(refuseDeleted);
    return signedIn(reply, user.id, token);
  });

  const refresh = {
    tags,
    operationId: 'refreshToken',
    security: [{ refreshCookie: [] }],
    response: { 200: reference(AccessToken), ...problems(401, 429) },
  };
  app.post('/refresh', { schema: refresh }, async (request, reply) => {
    const token = refreshTokenOf(request);
    await app.throttle(request, token && (await ownerOf(app.db, token)));
    const rotation = token && (await rotate(app.db, token, ttl));
    if (!rotation) throw unauthorized('The session has ended.');
    return signedIn(reply, rotation.userId, rotation.token);
  });

  const logout = { tags, operationId: 'logoutUser', response: { 204: Type.Null() } };
  app.post('/logout', { schema: logout }, async (request, reply) => {
    const token = refreshTokenOf(request);
    if (token !== undefined) await revoke(app.db, token);
    clearRefreshCookie(reply);
    return reply.code(204).send(null);
  });

  done();
};

/** The answer to a sign-in: the access token in the body, the refresh token in a cookie. */
function signedIn(reply: FastifyReply, userId: string, token: string): AccessToken {
  const { config, issueAccessToken } = reply.server;
  setRefreshCookie(reply, token);
  reply.header('cache-control', 'no-store');
  const access_token = issueAccessToken(userId);
  return { access_token, token_type: 'bearer', expires_in: config.accessTokenTtl };
}

function refuseDeleted(error: unknown): never {
  throw isMissingReference(error) ? unauthorized('The account was deleted.') : error;
}
