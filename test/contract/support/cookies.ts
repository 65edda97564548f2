export interface Cookie {
  readonly name: string;
  readonly value: string;
  /** Names in lower case; a flag has the value ''. */
  readonly attributes: Readonly<Record<string, string>>;
}

export function readCookie(header: string): Cookie {
  const [first = '', ...rest] = header.split(';').map((piece) => piece.trim());
  const [name, value] = pair(first);
  return {
    name,
    value,
    attributes: Object.fromEntries(rest.map(pair).map(([key, text]) => [key.toLowerCase(), text])),
  };
}

function pair(text: string): [string, string] {
  const at = text.indexOf('=');
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}
