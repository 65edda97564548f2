import type { Outcome, Run } from './outcome.ts';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
// Control characters are not allowed in XML, not even written as entities.
const escaped = (text: string): string =>
  text
    .replace(/[\p{Cc}]/gu, (each) => (each === '\n' ? each : ' '))
    .replace(/[&<>"]/g, (each) => ENTITIES[each] ?? each);

/** A run as JUnit writes it down: a suite with a case for each stack. */
export function junit({ level, outcomes, seconds }: Run): string {
  const of = (result: Outcome['result']): number => outcomes.filter((each) => each.result === result).length;
  const skipped = of('unchanged') + of('skipped');
  const attributes = `name="verify ${level}" tests="${outcomes.length}" failures="${of('failed')}" skipped="${skipped}" time="${seconds.toFixed(2)}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${attributes}>`,
    `  <testsuite ${attributes}>`,
    ...outcomes.map((outcome) => testcase(outcome, level)),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function testcase({ stack, result, seconds, findings, failure }: Outcome, level: string): string {
  const open = `    <testcase classname="verify.${level}" name="${escaped(stack.name)}" time="${seconds.toFixed(2)}"`;
  if (result === 'passed') return `${open}/>`;
  const lines = [...findings.map(lineOf), ...(failure === undefined ? [] : [failure.step, ...failure.output])];
  const message = escaped(lines[0] ?? result);
  const inner =
    result === 'failed'
      ? `<failure message="${message}">${escaped(lines.join('\n'))}</failure>`
      : `<skipped message="${escaped(failure === undefined ? result : lines.join(': '))}"/>`;
  return `${open}>\n      ${inner}\n    </testcase>`;
}

/** `compose.yaml:12  [versions] image postgres:latest is latest`. */
export const lineOf = ({ path, line, check, message }: Outcome['findings'][number]): string =>
  `${path}${line === undefined ? '' : `:${line}`}  [${check}] ${message}`;
