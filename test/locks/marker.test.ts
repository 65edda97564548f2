import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ALWAYS, and, NEVER, or, parseMarker, showMarker } from '../../src/render/locks/marker.ts';
import { ENVIRONMENTS, holds } from './support/environments.ts';

const comparison = fc.oneof(
  fc
    .tuple(fc.constantFrom('>=', '<', '==', '!='), fc.constantFrom('3.11', '3.12', '3.13', '3.14'))
    .map(
      ([operator, version]) =>
        `python_full_version ${operator} '${version}${operator === '==' || operator === '!=' ? '.*' : ''}'`,
    ),
  fc
    .tuple(fc.constantFrom('==', '!='), fc.constantFrom('linux', 'darwin', 'win32'))
    .map(([operator, system]) => `sys_platform ${operator} '${system}'`),
  fc
    .tuple(fc.constantFrom('==', '!='), fc.constantFrom('cpython', 'pypy'))
    .map(([operator, name]) => `implementation_name ${operator} "${name}"`),
);

const { marker } = fc.letrec<{ marker: string }>((tie) => ({
  marker: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    comparison,
    fc.tuple(tie('marker'), fc.constantFrom('and', 'or'), tie('marker')).map(([a, word, b]) => `(${a}) ${word} (${b})`),
    fc.tuple(comparison, fc.constantFrom('and', 'or'), comparison).map((words) => words.join(' ')),
  ),
}));

const truth = (text: string): readonly boolean[] => ENVIRONMENTS.map((environment) => holds(text, environment));
const shown = (text: string): string => showMarker(parseMarker(text));

describe('a marker', () => {
  it('keeps its meaning however it is put together and simplified', () => {
    fc.assert(
      fc.property(marker, marker, (a, b) => {
        for (const [combined, word] of [
          [and(parseMarker(a), parseMarker(b)), 'and'] as const,
          [or(parseMarker(a), parseMarker(b)), 'or'] as const,
        ]) {
          const expected = truth(`(${a}) ${word} (${b})`);
          if (combined.length === 0) expect(expected).not.toContain(true);
          else expect(truth(showMarker(combined))).toEqual(expected);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('reads back what it shows', () => {
    fc.assert(
      fc.property(marker, (text) => {
        const parsed = parseMarker(text);
        fc.pre(parsed.length > 0 && showMarker(parsed) !== '');
        expect(shown(showMarker(parsed))).toBe(showMarker(parsed));
      }),
    );
  });

  it.each([
    ["python_full_version < '3.12' or python_full_version >= '3.12'", ''],
    ["sys_platform == 'win32' or sys_platform != 'win32'", ''],
    ["python_version >= '3.12' and python_full_version >= '3.13'", "python_full_version >= '3.13'"],
    ["python_full_version >= '3.12' or python_full_version >= '3.9'", "python_full_version >= '3.9'"],
    ["sys_platform == 'win32' and sys_platform != 'linux'", "sys_platform == 'win32'"],
    [
      "(sys_platform == 'win32' and python_full_version < '3.13') or sys_platform == 'win32'",
      "sys_platform == 'win32'",
    ],
    [
      "python_full_version == '3.12.*' or python_full_version == '3.13.*'",
      "python_full_version >= '3.12' and python_full_version < '3.14'",
    ],
    ["python_full_version == '3.14.*'", "python_full_version == '3.14.*'"],
    ["python_full_version > '3.12.1'", "python_full_version > '3.12.1'"],
  ])('shows %s as "%s"', (text, expected) => {
    expect(shown(text)).toBe(expected);
  });

  it('that contradicts itself never holds', () => {
    expect(parseMarker("sys_platform == 'win32' and sys_platform == 'linux'")).toEqual(NEVER);
    expect(parseMarker("sys_platform == 'win32' and sys_platform != 'win32'")).toEqual(NEVER);
    expect(parseMarker("python_full_version < '3.12' and python_full_version >= '3.12'")).toEqual(NEVER);
    expect(and(ALWAYS, NEVER)).toEqual(NEVER);
    expect(or(ALWAYS, NEVER)).toEqual(ALWAYS);
  });

  it.each([
    '',
    'sys_platform',
    "sys_platform = 'x'",
    "sys_platform == 'x' and",
    "(sys_platform == 'x'",
    "sys_platform == 'x')",
    "extra == 'x'",
    "sys_platform == 'x' # y",
    "'x' == sys_platform",
    "sys_platform in 'x'",
  ])('is refused where it is none that a lock holds: "%s"', (text) => {
    expect(() => parseMarker(text)).toThrow();
  });
});
