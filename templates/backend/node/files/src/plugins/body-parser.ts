// Bodies: JSON where a route takes one, and nothing at all where it takes none.
import { isUtf8 } from 'node:buffer';
import type { onRequestHookHandler } from 'fastify';
import fp from 'fastify-plugin';
import { malformedJson, ProblemError } from '../problems.ts';

export const bodyParser = fp((app, _options, done) => {
  const parse = app.getDefaultJsonParser('remove', 'remove');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser<Buffer>(
    'application/json',
    { parseAs: 'buffer' },
    (request, body, ready) => {
      // No body is not malformed: what is missing, the schema says.
      if (body.length === 0) ready(null);
      else if (isUtf8(body)) void parse(request, body.toString(), ready);
      else ready(malformedJson());
    },
  );
  app.addContentTypeParser<Buffer>('*', { parseAs: 'buffer' }, (request, body, ready) => {
    const takesBody = request.routeOptions.schema?.body !== undefined;
    if (takesBody && body.length > 0)
      ready(new ProblemError(415, 'Send the body as application/json.'));
    else ready(null);
  });
  app.addHook('onRoute', (route) => {
    if (route.schema?.body !== undefined) return;
    route.onRequest = [forgetContentType, ...[route.onRequest ?? []].flat()];
  });
  done();
});

/** A route that takes no body doesn't mind what it is said to be. */
const forgetContentType: onRequestHookHandler = (request, _reply, done) => {
  delete request.headers['content-type'];
  done();
};
