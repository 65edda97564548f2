import createClient from 'openapi-fetch';
import { session } from '../session/index.ts';
import { send } from './connection.ts';
import { toProblem } from './errors.ts';
import type { paths } from './schema';

/** The typed client: its paths, inputs and answers come from the API's own document (`npm run gen`). */
export const api = createClient<paths>({
  baseUrl: window.location.origin,
  fetch: sendAuthorized,
});

/** Sends the access token along; a token that was refused is renewed and the request repeated, once. */
async function sendAuthorized(request: Request): Promise<Response> {
  const repeat = request.clone();
  const token = await session.accessToken();
  const response = await send(withToken(request, token));
  if (response.status !== 401 || token === undefined) return response;
  const renewed = await session.renew(token);
  return renewed === undefined ? response : send(withToken(repeat, renewed));
}

function withToken(request: Request, token: string | undefined): Request {
  if (token !== undefined) request.headers.set('Authorization', `Bearer ${token}`);
  return request;
}

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** What the API answered, or the problem it named, thrown. */
export async function answerOf<T>(call: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await call;
  if (!response.ok) throw toProblem(error, response);
  return data as T;
}
