// What no route takes: 405 with every method of a known path, else 404.
import { METHODS } from 'node:http';
import fp from 'fastify-plugin';
import { ProblemError } from '../problems.ts';
import { patternOf, UNMATCHED } from './observation.ts';

interface KnownPath {
  readonly expression: RegExp;
  readonly pattern: string;
  readonly methods: Set<string>;
}

export const notFound = fp((app, _options, done) => {
  const paths = new Map<string, KnownPath>();
  app.addHook('onRoute', ({ url, method, schema }) => {
    if (url.includes('*')) return;
    const known = paths.get(url) ?? knownPath(url, schema?.hide === true);
    paths.set(url, known);
    for (const name of [method].flat()) known.methods.add(name);
  });
  // Fastify would ask a QUERY for its content type before it looks for a route.
  if (METHODS.includes('QUERY')) app.addHttpMethod('QUERY', { overrideExisting: true });
  app.setNotFoundHandler((request) => {
    const path = request.url.split('?', 1)[0] ?? '';
    const known = [...paths.values()].find(({ expression }) => expression.test(path));
    if (known === undefined) throw new ProblemError(404, 'There is nothing at this address.');
    request.pattern = known.pattern;
    const allow = [...known.methods].sort().join(', ');
    throw new ProblemError(405, 'This address does not take this method.', { headers: { allow } });
  });
  done();
});

function knownPath(url: string, hidden: boolean): KnownPath {
  const pattern = patternOf(url);
  const expression = new RegExp(`^${pattern.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+')}$`);
  return { expression, pattern: hidden ? UNMATCHED : pattern, methods: new Set() };
}
