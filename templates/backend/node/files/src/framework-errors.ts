// What goes wrong before there is a request to speak of: no hook sees it.
import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import type {
  ConnectionError,
  FastifyError,
  FastifyInstance,
  FastifyReply,
  FastifyRequest,
} from 'fastify';
import { sendProblem } from './plugins/errors.ts';
import { PROBLEM_TYPE, ProblemError, problemOf } from './problems.ts';

const STATUSES: Record<string, number> = {
  HPE_HEADER_OVERFLOW: 431,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** An address that can't be decoded. */
export function answerBadUrl(
  _error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  const { server } = request;
  reply.raw.once('close', () => {
    server.record(request, reply);
  });
  reply.headers({ ...server.securityHeaders, 'x-request-id': request.id });
  sendProblem(new ProblemError(400, 'The address is not valid.'), request, reply);
}

/** Bytes that are no HTTP. */
export function answerBadBytes(
  this: FastifyInstance,
  error: ConnectionError,
  socket: Socket,
): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return;
  const problem = new ProblemError(
    STATUSES[error.code] ?? 400,
    'This is not a valid HTTP request.',
  );
  const id = randomBytes(16).toString('hex');
  const body = JSON.stringify(problemOf(problem, '', id));
  const headers = {
    ...this.securityHeaders,
    'x-request-id': id,
    'content-type': PROBLEM_TYPE,
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${problem.status} \r\n${lines.join('')}\r\n${body}`);
}
