import type { Catalog } from './catalog.ts';
import { choicesOf } from './answers.ts';
import { questions, type Question } from './options.ts';

/** The JSON Schema (draft 2020-12) of a config file. */
export const configSchema = (catalog: Catalog): object => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'urn:create-technokaizen-app:config',
  title: 'create-technokaizen-app configuration',
  type: 'object',
  additionalProperties: false,
  properties: {
    $schema: { type: 'string' },
    ...Object.fromEntries(questions.map((question) => [question.key, property(question, catalog)])),
  },
});

const property = (question: Question, catalog: Catalog): object => ({
  description: question.help,
  ...form(question, catalog),
  ...fallback(question),
});

// A text's default follows from the directory: there is none to write down.
const fallback = (question: Question): object => (question.type === 'text' ? {} : { default: question.default });

// Not blank, no control characters, as answers.ts has it.
const ONE_LINE = String.raw`^(?=.*\S)[^\p{Cc}\p{Cs}\u2028\u2029]+$`;

// Which names are reserved is not in the schema: the list is long, and the CLI says it with a suggestion.
const TEXTS: Readonly<Record<string, object>> = {
  directory: { pattern: ONE_LINE },
  name: { pattern: '^[a-z](-?[a-z0-9])*$', maxLength: 40 },
};

function form(question: Question, catalog: Catalog): object {
  if (question.type === 'switch') return { type: 'boolean' };
  if (question.type === 'text')
    return { type: 'string', ...(TEXTS[question.key] ?? { pattern: ONE_LINE, maxLength: 200 }) };
  const names = choicesOf(question, catalog);
  if (question.type === 'choice') return { type: 'string', enum: names };
  const several = names.filter((name) => name !== 'none');
  return {
    anyOf: [
      { enum: names },
      { const: ['none'] },
      { type: 'array', ...(several.length === 0 ? { maxItems: 0 } : { items: { enum: several } }) },
    ],
  };
}
