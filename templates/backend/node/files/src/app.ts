// The application.
import cookie from '@fastify/cookie';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { fastify, LogController, type FastifyInstance } from 'fastify';
import type { DestinationStream } from 'pino';
import type { Config } from './config.ts';
import { answerBadBytes, answerBadUrl } from './framework-errors.ts';
import { loggerOptions } from './logger.ts';
import { allowedHosts } from './plugins/allowed-hosts.ts';
import { authentication } from './plugins/authentication.ts';
import { bodyParser } from './plugins/body-parser.ts';
import { crossOrigin } from './plugins/cross-origin.ts';
import { database } from './plugins/database.ts';
import { document } from './plugins/document.ts';
import { errors } from './plugins/errors.ts';
import { notFound } from './plugins/not-found.ts';
import { observation, requestId } from './plugins/observation.ts';
import { securityHeaders } from './plugins/security-headers.ts';
import { throttle } from './plugins/throttle.ts';
import { meRoutes } from './routes/me.ts';
import { noteRoutes } from './routes/notes.ts';
import { opsRoutes } from './routes/ops.ts';
import { passwordRoutes } from './routes/password.ts';
import { registrationRoutes } from './routes/registration.ts';
import { sessionRoutes } from './routes/sessions.ts';
import { userRoutes } from './routes/users.ts';
import { namedSchemas } from './schemas/index.ts';
import { validatorCompiler } from './validation/compiler.ts';

// Longer than a proxy keeps its idle connections, so that it is never the service that closes one in use.
const KEEP_ALIVE_MILLISECONDS = 75_000;
const REQUEST_MILLISECONDS = 60_000;
const MAX_BODY = 1_048_576;

declare module 'fastify' {
  interface FastifyInstance {
    config: Config;
  }
}

export function createApp(config: Config, logs?: DestinationStream): FastifyInstance {
  const app = fastify({
    logger: { ...loggerOptions(config.logLevel), ...(logs && { stream: logs }) },
    // A request's line is written by the plugin `observation`.
    logController: new LogController({
      disableRequestLogging: true,
      requestIdLogLabel: 'request_id',
    }),
    genReqId: requestId,
    trustProxy: [...config.trustedProxies],
    bodyLimit: MAX_BODY,
    keepAliveTimeout: KEEP_ALIVE_MILLISECONDS,
    requestTimeout: REQUEST_MILLISECONDS,
    return503OnClosing: false,
    routerOptions: { maxParamLength: 8_192 },
    frameworkErrors: answerBadUrl,
    clientErrorHandler: answerBadBytes,
  }).withTypeProvider<TypeBoxTypeProvider>();
  app.decorate('config', config);
  app.setValidatorCompiler(validatorCompiler);
  for (const schema of namedSchemas) app.addSchema(schema);
  registerPlugins(app, config);
  registerRoutes(app);
  return app;
}

/** Their hooks run in this order: what may refuse a request comes after what every answer carries. */
function registerPlugins(app: FastifyInstance, config: Config): void {
  app.register(errors);
  app.register(observation);
  app.register(securityHeaders, { production: config.production });
  app.register(notFound);
  if (config.corsOrigins.length > 0) app.register(crossOrigin, { origins: config.corsOrigins });
  if (config.allowedHosts.length > 0) app.register(allowedHosts, { hosts: config.allowedHosts });
  app.register(bodyParser);
  app.register(cookie);
  app.register(database, { url: config.databaseUrl });
  app.register(authentication, { secretKey: config.secretKey, ttl: config.accessTokenTtl });
  app.register(throttle, { limit: config.authRateLimit });
  app.register(document);
}

function registerRoutes(app: FastifyInstance): void {
  app.register(opsRoutes);
  app.register(registrationRoutes, { prefix: '/api/v1/auth' });
  app.register(sessionRoutes, { prefix: '/api/v1/auth' });
  app.register(passwordRoutes, { prefix: '/api/v1/auth' });
  app.register(meRoutes, { prefix: '/api/v1/auth/me' });
  app.register(noteRoutes, { prefix: '/api/v1/notes' });
  app.register(userRoutes, { prefix: '/api/v1/users' });
}
