// The document of the API, made from the routes, and the page for it, which loads nothing from elsewhere.
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import fp from 'fastify-plugin';
import { DOCS_POLICY } from './security-headers.ts';

const openapi = {
  openapi: '3.1.0',
  info: { title: 'API', version: '1.0.0' },
  components: {
    securitySchemes: {
      bearerAuth: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
      refreshCookie: { type: 'apiKey', in: 'cookie', name: 'refresh_token' },
    },
  },
} as const;

export const document = fp((app, _options, done) => {
  app.register(swagger, {
    openapi,
    refResolver: { buildLocalReference: ({ $id }) => $id as string },
    transformObject: (found) => {
      if (!('openapiObject' in found)) throw new Error('the document is not of OpenAPI');
      return withPlainReferences(found.openapiObject);
    },
  });
  app.register(swaggerUi, { routePrefix: '/docs', staticCSP: DOCS_POLICY });
  done();
});

/** `{ allOf: [{ $ref }], default }` says no more than `{ $ref, default }`, which OpenAPI 3.1 allows. */
function withPlainReferences<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value), (_key, part: unknown) => {
    if (!isWrappedReference(part)) return part;
    const { allOf, ...rest } = part;
    return { ...allOf[0], ...rest };
  }) as Value;
}

const isWrappedReference = (part: unknown): part is { allOf: [{ $ref: string }] } =>
  typeof part === 'object' &&
  part !== null &&
  'allOf' in part &&
  Array.isArray(part.allOf) &&
  part.allOf.length === 1;
