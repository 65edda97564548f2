// Access tokens: who asks, and whether that user still exists.
import fastifyJwt from '@fastify/jwt';
import type { FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { ProblemError, unauthorized } from '../problems.ts';
import type { User } from '../schemas/users.ts';
import { findUserById } from '../users.ts';

const ALGORITHM = 'HS256';
const ISSUER = 'api';
const AUDIENCE = 'api';
const TOKEN_TYPE = 'access';
// A page sends the same token with each request: a signature that was found right stays right until it runs out.
const VERIFIED_TOKENS = 1_000;
const CLAIMS = ['iss', 'aud', 'sub', 'typ', 'iat', 'exp'];
const BEARER = /^Bearer +(\S+)$/i;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

declare module '@fastify/jwt' {
  interface FastifyJWT {
    payload: { sub: string; typ: string };
    user: User;
  }
}

declare module 'fastify' {
  interface FastifyInstance {
    issueAccessToken: (userId: string) => string;
    /** For `onRequest`: lets signed-in users through, as `request.user`. */
    authenticate: (request: FastifyRequest) => Promise<void>;
    /** For `onRequest`, after `authenticate`. */
    requireAdmin: (request: FastifyRequest) => Promise<void>;
  }
}

interface Options {
  readonly secretKey: string;
  readonly ttl: number;
}

export const authentication = fp<Options>((app, { secretKey, ttl }, done) => {
  app.register(fastifyJwt, {
    secret: secretKey,
    sign: { algorithm: ALGORITHM, iss: ISSUER, aud: AUDIENCE, expiresIn: ttl },
    verify: {
      algorithms: [ALGORITHM],
      allowedIss: ISSUER,
      allowedAud: AUDIENCE,
      requiredClaims: CLAIMS,
      cache: VERIFIED_TOKENS,
      // The claims count whole seconds: without this a token could run out before its time.
      clockTolerance: 1_000,
    },
  });
  app.decorate('issueAccessToken', (userId) => app.jwt.sign({ sub: userId, typ: TOKEN_TYPE }));
  app.decorate('authenticate', async (request) => {
    const userId = userIdOf(request);
    const user = userId && (await findUserById(app.db, userId));
    if (!user) throw unauthorized();
    request.user = user;
  });
  app.decorate('requireAdmin', (request) =>
    request.user.role === 'admin'
      ? Promise.resolve()
      : Promise.reject(new ProblemError(403, 'This is for administrators.')),
  );
  done();
});

/** Whom the request's token was issued to, if it is one of ours and has not run out. */
function userIdOf({ server, headers }: FastifyRequest): string | undefined {
  const [, token] = BEARER.exec(headers.authorization ?? '') ?? [];
  if (token === undefined) return undefined;
  try {
    const { sub, typ } = server.jwt.verify<Record<string, unknown>>(token);
    return typ === TOKEN_TYPE && typeof sub === 'string' && UUID.test(sub) ? sub : undefined;
  } catch {
    return undefined;
  }
}
