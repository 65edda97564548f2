import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { mergeBlocks } from '../../src/render/blocks.ts';

const BASE = `# What it is
name: app

services:
  api:
    environment:
      # Filled in by a database
      URL:
      LEVEL: info
    networks:
      - default
  page:
    image: page
`;

describe('blocks of lines', () => {
  test('merge by key: what is new follows, what is empty is filled in, lists add up, comments stay', () => {
    const merged = mergeBlocks(
      BASE,
      `services:
  api:
    environment:
      URL: there
      LEVEL: info
    networks:
      - default
      - data

  # Where the data is
  data:
    image: db
volumes:
  data:
`,
    );
    expect(merged).toBe(`# What it is
name: app

services:
  api:
    environment:
      # Filled in by a database
      URL: there
      LEVEL: info
    networks:
      - default
      - data
  page:
    image: page

  # Where the data is
  data:
    image: db
volumes:
  data:
`);
    expect(parse(merged)).toMatchObject({
      services: { api: { environment: { URL: 'there' } }, data: { image: 'db' } },
    });
  });

  test('a block fills in a key without a value, with its own comments', () => {
    expect(mergeBlocks('a:\nb: 1\n', '# why\na:\n  c: 2\n')).toBe('# why\na:\n  c: 2\nb: 1\n');
  });

  test('an anchor of the base stays', () => {
    expect(mergeBlocks('x: &x\n  a: 1\n', 'x:\n  b: 2\n')).toBe('x: &x\n  a: 1\n  b: 2\n');
  });

  test('merging the same twice changes nothing', () => {
    expect(mergeBlocks(BASE, BASE)).toBe(BASE);
  });

  test.each([
    ['name: other\n', '/name: app and other'],
    ['services:\n  page:\n    image: other\n', '/services/page/image: page and other'],
    ['services: none\n', '/services: a block and none'],
  ])('two values for one key are an error: %j', (overlay, message) => {
    expect(() => mergeBlocks(BASE, overlay)).toThrow(`two layers disagree about ${message}`);
  });

  test('two texts of several lines for one key are an error that names the key in words', () => {
    const text = (line: string): string => `jobs:\n  test:\n    run: |\n      ${line}\n`;
    expect(() => mergeBlocks(text('one'), text('other'))).toThrow(
      'both have a text of several lines for /jobs/test/run, and only one layer can have that',
    );
  });

  test('a file may have any number of keys beside one another', () => {
    const keys = (prefix: string): string => Array.from({ length: 20_000 }, (_, i) => `${prefix}${i}: 1\n`).join('');
    expect(mergeBlocks(keys('a'), keys('b'))).toBe(keys('a') + keys('b'));
  });
});
