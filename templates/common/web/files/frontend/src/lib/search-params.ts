/** The parameters of an address as plain texts; of repeated ones the last counts. */
export const parseSearch = (search: string): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(search));

/** An address's search part, with its `?`; what is undefined or empty stays out. */
export function formatSearch(values: Readonly<Record<string, unknown>>): string {
  const kept = Object.entries(values).filter(([, value]) => value !== undefined && value !== '');
  const text = new URLSearchParams(kept.map(([key, value]) => [key, String(value)])).toString();
  return text === '' ? '' : `?${text}`;
}
