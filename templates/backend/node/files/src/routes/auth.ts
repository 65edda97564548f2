import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { isMissingReference } from '../database/connection.ts';
import { hashPassword, isOutdated, verifyPassword } from '../passwords.ts';
import { ProblemError, unauthorized } from '../problems.ts';
import { clearRefreshCookie, refreshTokenOf, setRefreshCookie } from '../refresh-cookie.ts';
import { problems } from '../schemas/problems.ts';
import { reference } from '../schemas/reference.ts';
import {
  AccessToken,
  LoginRequest,
  PasswordChange,
  RegisterRequest,
  User,
} from '../schemas/users.ts';
import { endOtherSessions, ownerOf, revoke, rotate, startSession } from '../sessions.ts';
import { createUser, findUserByEmail, updateUser } from '../users.ts';

const tags = ['auth'];

/** Registration, sign-in and sessions. */
export const authRoutes: FastifyPluginCallbackTypebox = (app, _options, done) => {
  const { accessTokenTtl, refreshTokenTtl } = app.config;

  const register = {
    tags,
    operationId: 'registerUser',
    body: reference(RegisterRequest),
    response: { 201: reference(User), ...problems(400, 409, 415, 422, 429) },
  };
  app.post('/register', { schema: register }, async (request, reply) => {
    await app.throttle(request, request.body.email.toLowerCase());
    const user = await createUser(app.db, request.body);
    if (user === undefined) {
      const detail = 'This e-mail address has an account already.';
      throw new ProblemError(409, detail, { slug: 'email-taken' });
    }
    return reply.code(201).send(user);
  });

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
    const token = await startSession(app.db, user.id, refreshTokenTtl).catch(refuseDeleted);
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
    const rotation = token && (await rotate(app.db, token, refreshTokenTtl));
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

  const password = {
    tags,
    operationId: 'changePassword',
    security: [{ bearerAuth: [] }],
    body: reference(PasswordChange),
    response: { 204: Type.Null(), ...problems(400, 401, 403, 415, 422, 429) },
  };
  const signedInOnly = { schema: password, onRequest: app.authenticate };
  app.post('/password', signedInOnly, async (request, reply) => {
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

  /** The answer to a sign-in: the access token in the body, the refresh token in a cookie. */
  function signedIn(reply: FastifyReply, userId: string, token: string): AccessToken {
    setRefreshCookie(reply, token);
    reply.header('cache-control', 'no-store');
    const access_token = app.issueAccessToken(userId);
    return { access_token, token_type: 'bearer', expires_in: accessTokenTtl };
  }

  done();
};

function refuseDeleted(error: unknown): never {
  throw isMissingReference(error) ? unauthorized('The account was deleted.') : error;
}
