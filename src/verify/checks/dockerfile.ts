import { eachFile, type FileCheck, type Finding } from '../check.ts';
import { instructionsOf, isDockerfile, stageOf, wordsOf, type Instruction } from '../dockerfile.ts';

const KEYWORDS = new Set(
  'FROM RUN CMD LABEL EXPOSE ENV ADD COPY ENTRYPOINT VOLUME USER WORKDIR ARG ONBUILD STOPSIGNAL HEALTHCHECK SHELL'.split(
    ' ',
  ),
);

type Problem = Omit<Finding, 'path'>;

export const dockerfile: FileCheck = {
  name: 'dockerfile',
  description:
    'Dockerfiles have known instructions, begin with FROM, copy from stages that exist, and their image runs a command as a user that is not root',
  scope: 'file',
  reads: isDockerfile,
  run: eachFile(({ text }) => {
    const instructions = instructionsOf(text);
    return [
      ...unknownIn(instructions),
      ...beginning(instructions),
      ...stagesIn(instructions),
      ...listsIn(instructions),
      ...lastStage(instructions),
    ];
  }),
};

const unknownIn = (instructions: readonly Instruction[]): readonly Problem[] =>
  instructions
    .filter(({ keyword }) => !KEYWORDS.has(keyword))
    .map(({ keyword, line }) => ({ line, message: `"${keyword}" is no instruction` }));

function beginning(instructions: readonly Instruction[]): readonly Problem[] {
  const first = instructions.find(({ keyword }) => keyword !== 'ARG');
  return first?.keyword === 'FROM' ? [] : [{ line: first?.line ?? 1, message: 'does not begin with FROM' }];
}

function stagesIn(instructions: readonly Instruction[]): readonly Problem[] {
  const stages = new Set<string>();
  return instructions.flatMap((instruction) => {
    const { keyword, line } = instruction;
    if (keyword === 'FROM') stages.add(stageOf(instruction).name ?? '');
    const from = keyword === 'COPY' ? wordsOf(instruction).flags['from'] : undefined;
    if (from === undefined || stages.has(from) || /[/:.]/.test(from)) return [];
    return [{ line, message: `copies from "${from}", which is no stage before it` }];
  });
}

// A list with a comma too many is taken for a command of the shell, without a word.
const listsIn = (instructions: readonly Instruction[]): readonly Problem[] =>
  instructions.flatMap(({ keyword, words, line }) => {
    if (!/^(CMD|ENTRYPOINT|SHELL|HEALTHCHECK)$/.test(keyword)) return [];
    const [list] = /\[.*$/s.exec(words) ?? [];
    return list === undefined || isListOfTexts(list) ? [] : [{ line, message: `${keyword} is no list of texts` }];
  });

function isListOfTexts(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.every((word) => typeof word === 'string' && word !== '');
  } catch {
    return false;
  }
}

function lastStage(instructions: readonly Instruction[]): readonly Problem[] {
  const last = instructions.slice(instructions.findLastIndex(({ keyword }) => keyword === 'FROM'));
  const [line] = last.map((each) => each.line);
  const valueOf = (keyword: string): string | undefined => last.findLast((each) => each.keyword === keyword)?.words;
  const user = valueOf('USER');
  return [
    ...(user === undefined || /^(root|0)(:|$)/.test(user) ? [{ line, message: 'runs as root: it has no USER' }] : []),
    ...(valueOf('CMD') || valueOf('ENTRYPOINT') ? [] : [{ line, message: 'has nothing to run: no CMD' }]),
  ];
}
