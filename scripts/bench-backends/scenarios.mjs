// What is asked of a service, and the account that it is asked for.
const NOTES = 1_000;
const AT_ONCE = 8;
const PASSWORD = 'correct horse battery staple';

export const HELLO = { path: '/' };

/** The requests to measure, once the service has the account and the notes that they need. */
export async function prepareScenarios(url) {
  const [reader, writer] = [await newAccount(url, 'reader'), await newAccount(url, 'writer')];
  await addNotes(url, reader);
  return {
    // Beside the hello world, which it is held against.
    list: { path: '/api/v1/notes?limit=20', headers: reader.headers },
    health: { path: '/healthz' },
    login: { method: 'POST', path: '/api/v1/auth/login', json: reader.credentials },
    create: { method: 'POST', path: '/api/v1/notes', headers: writer.headers, json: note(0) },
  };
}

async function newAccount(url, name) {
  const credentials = { email: `${name}@example.com`, password: PASSWORD };
  await post(url, '/api/v1/auth/register', credentials);
  const { access_token: token } = await post(url, '/api/v1/auth/login', credentials);
  return { credentials, headers: { Authorization: `Bearer ${token}` } };
}

async function addNotes(url, { headers }) {
  const numbers = Array.from({ length: NOTES }, (_, number) => number + 1);
  while (numbers.length > 0) {
    await Promise.all(numbers.splice(0, AT_ONCE).map((number) => post(url, '/api/v1/notes', note(number), headers)));
  }
}

const note = (number) => ({ title: `Note ${number}`, body: 'A body of some words.', status: 'draft' });

async function post(url, path, json, headers = {}) {
  const body = JSON.stringify(json);
  const answer = await fetch(`${url}${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body,
  });
  if (!answer.ok) throw new Error(`POST ${path} answered ${answer.status}: ${await answer.text()}`);
  return /** @type {Promise<any>} */ (answer.json());
}
