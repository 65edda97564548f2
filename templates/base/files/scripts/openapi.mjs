// The canonical form of an OpenAPI document, so that two documents that promise the same are the same bytes.
import { STATUS_CODES } from 'node:http';

const PROSE = new Set(['title', 'description', 'summary']);
// RFC 9110's names; Node still uses the older ones.
const REASONS = { ...STATUS_CODES, 413: 'Content Too Large', 422: 'Unprocessable Content' };

/** The document without its prose, keys sorted, as text: two documents with the same promises give the same text. */
export function canonical(document) {
  return `${JSON.stringify({ ...tidy(document), info: { title: 'API', version: document.info.version } }, null, 2)}\n`;
}

function tidy(value, key) {
  if (Array.isArray(value)) return sorted(value.map((item) => tidy(item)), key);
  if (value === null || typeof value !== 'object') return value;
  const kept = Object.entries(value).filter(([name, child]) => !(PROSE.has(name) && typeof child === 'string'));
  const entries = kept.map(([name, child]) => [name, key === 'responses' ? response(name, child) : tidy(child, name)]);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

// OpenAPI wants a description of every response: the status's own name says enough.
const response = (status, value) => ({ description: REASONS[status] ?? '', ...tidy(value) });

function sorted(list, key) {
  if (key === 'required') return list.sort();
  if (key === 'parameters') return list.sort((a, b) => (`${a.in} ${a.name}` < `${b.in} ${b.name}` ? -1 : 1));
  return list;
}
