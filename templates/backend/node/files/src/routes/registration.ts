import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox';
import { ProblemError } from '../problems.ts';
import { problems } from '../schemas/problems.ts';
import { reference } from '../schemas/reference.ts';
import { RegisterRequest, User } from '../schemas/users.ts';
import { createUser } from '../users.ts';

/** New accounts. */
export const registrationRoutes: FastifyPluginCallbackTypebox = (app, _options, done) => {
  const register = {
    tags: ['auth'],
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

  done();
};
