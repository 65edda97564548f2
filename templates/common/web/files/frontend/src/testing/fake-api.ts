import { vi } from 'vitest';
import type { FieldError, Note, NoteCreate, Problem, User } from '../api/types.ts';

type Handler = (request: Request, path: string) => Response | Promise<Response>;

const OWNER = '5b0f1a52-6a5c-4a8e-9d0e-3a1f2b4c5d6e';
const NOW = '2026-05-04T10:00:00.000Z';

/** Enough of the API to test the page against, in memory: one account and its notes. It takes the place of `fetch`. */
export class FakeApi {
  readonly calls: string[] = [];
  notes: Note[] = [];
  user: User = {
    ...{ id: OWNER, email: 'ada@example.com', display_name: 'Ada', role: 'user', created_at: NOW },
  };
  password = 'correct horse';
  /** No server at all. */
  down = false;
  /** The refresh token in the browser's cookie, and the one that the server would take. */
  cookie: string | undefined;
  issued: string | undefined;
  access: string | undefined;
  #count = 0;
  readonly #planned = new Map<string, Response[]>();

  install(): this {
    vi.stubGlobal('fetch', (request: Request) => this.#answer(request));
    return this;
  }

  /** The next answer to a call such as `POST /notes`, instead of the usual one. */
  plan(call: string, response: Response): void {
    this.#planned.set(call, [...(this.#planned.get(call) ?? []), response]);
  }

  addNote(note: Partial<Note> & Pick<Note, 'title'>): Note {
    const full: Note = {
      ...{ id: crypto.randomUUID(), owner_id: OWNER, body: null, status: 'draft' },
      ...{ created_at: NOW, updated_at: NOW },
      ...note,
    };
    this.notes = [full, ...this.notes];
    return full;
  }

  /** A session as after a sign-in: what the API answers then. */
  openSession(): { access_token: string; token_type: string; expires_in: number } {
    this.#count += 1;
    this.issued = this.cookie = `refresh-${this.#count}`;
    this.access = `access-${this.#count}`;
    return { access_token: this.access, token_type: 'bearer', expires_in: 900 };
  }

  async #answer(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url);
    const path = pathname.replace('/api/v1', '');
    const call = `${request.method} ${path}`;
    this.calls.push(call);
    await Promise.resolve();
    if (this.down) throw new TypeError('Failed to fetch');
    const planned = this.#planned.get(call)?.shift();
    return planned ?? this.#route(call)(request, path);
  }

  #route(call: string): Handler {
    if (call.startsWith('POST /auth/')) return this.#auth[call] ?? notFound;
    return (request, path) => {
      if (request.headers.get('Authorization') !== `Bearer ${this.access ?? ''}`) {
        return problem(401, 'unauthorized');
      }
      const pattern = call.replace(/\/notes\/[^/]+$/, '/notes/:id');
      return (this.#own[pattern] ?? notFound)(request, path);
    };
  }

  readonly #auth: Record<string, Handler> = {
    'POST /auth/register': async (request) => {
      const { email, display_name: name } = (await request.json()) as User;
      if (email === 'taken@example.com') return problem(409, 'email-taken');
      this.user = { ...this.user, email, display_name: name };
      return json(201, this.user);
    },
    'POST /auth/login': async (request) => {
      const { password } = (await request.json()) as { password: string };
      if (password !== this.password) return problem(401, 'unauthorized');
      return json(200, this.openSession());
    },
    'POST /auth/refresh': () => {
      const good = this.cookie !== undefined && this.cookie === this.issued;
      if (good) return json(200, this.openSession());
      this.issued = undefined;
      return problem(401, 'unauthorized');
    },
    'POST /auth/logout': () => {
      this.cookie = this.issued = undefined;
      return new Response(null, { status: 204 });
    },
    'POST /auth/password': async (request) => {
      const { current_password: current } = (await request.json()) as Record<string, string>;
      if (current !== this.password) return problem(403, 'wrong-password');
      return new Response(null, { status: 204 });
    },
  };

  readonly #own: Record<string, Handler> = {
    'GET /auth/me': () => json(200, this.user),
    'PATCH /auth/me': async (request) => {
      this.user = { ...this.user, ...((await request.json()) as Partial<User>) };
      return json(200, this.user);
    },
    'DELETE /auth/me': () => new Response(null, { status: 204 }),
    'GET /notes': (request) => json(200, this.#list(new URL(request.url).searchParams)),
    'POST /notes': async (request) =>
      json(201, this.addNote((await request.json()) as NoteCreate & Pick<Note, 'title'>)),
    'GET /notes/:id': (_, path) => this.#withNote(path, (note) => json(200, note)),
    'PATCH /notes/:id': async (request, path) => {
      const change = (await request.json()) as Partial<Note>;
      return this.#withNote(path, (note) => json(200, Object.assign(note, change)));
    },
    'DELETE /notes/:id': (_, path) =>
      this.#withNote(path, (note) => {
        this.notes = this.notes.filter(({ id }) => id !== note.id);
        return new Response(null, { status: 204 });
      }),
  };

  #withNote(path: string, answer: (note: Note) => Response): Response {
    const note = this.notes.find(({ id }) => path.endsWith(id));
    return note ? answer(note) : problem(404, 'not-found');
  }

  #list(query: URLSearchParams) {
    const [limit, offset] = [Number(query.get('limit')), Number(query.get('offset'))];
    const q = (query.get('q') ?? '').toLowerCase();
    const status = query.get('status');
    const found = this.notes
      .filter((note) => note.title.toLowerCase().includes(q))
      .filter((note) => status === null || note.status === status);
    if (query.get('sort') === 'title') found.sort((a, b) => a.title.localeCompare(b.title));
    return { items: found.slice(offset, offset + limit), total: found.length, limit, offset };
  }
}

const notFound: Handler = () => problem(404, 'not-found');

export function json(
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): Response {
  const type = status < 400 ? 'application/json' : 'application/problem+json';
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': type, ...headers },
  });
}

export function problem(status: number, kind: string, more: ProblemExtras = {}): Response {
  const { errors, headers } = more;
  const body: Problem = {
    ...{ type: `urn:problem:${kind}`, title: kind, status, detail: kind },
    ...{ instance: '/', request_id: 'request-1' },
    ...(errors && { errors }),
  };
  return json(status, body, headers);
}

interface ProblemExtras {
  errors?: FieldError[];
  headers?: Record<string, string>;
}

export const invalid = (...errors: [pointer: string, code: FieldError['code']][]): Response =>
  problem(422, 'validation', {
    errors: errors.map(([pointer, code]) => ({ pointer, code, message: 'no good' })),
  });
