// What a SECRET_KEY must not be: absent, short, or copied from an example.
const LENGTH = 32;
const DISTINCT_CHARACTERS = 8;
const EXAMPLES = ['change', 'example', 'secret', 'insecure', 'replace', 'placeholder', 'your-key'];

export function checkSecret(value: string): string {
  if (value === '') throw new Error('it is missing: set a random value of at least 32 characters');
  if (value.length < LENGTH) throw new Error('it is too short: it takes at least 32 characters');
  if (looksLikeAnExample(value)) throw new Error('it is an example value: set a random one');
  return value;
}

function looksLikeAnExample(value: string): boolean {
  const lower = value.toLowerCase();
  return (
    new Set(value).size < DISTINCT_CHARACTERS || EXAMPLES.some((example) => lower.includes(example))
  );
}
