/** A Dockerfile's instructions in order, comments left out and continued lines joined. */
export interface Instruction {
  readonly word: string;
  readonly rest: string;
}

function instructionsOf(text: string): readonly Instruction[] {
  return text
    .split('\n')
    .filter((line) => !line.trimStart().startsWith('#'))
    .join('\n')
    .replaceAll('\\\n', ' ')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [word = '', ...rest] = line.trim().split(/\s+/);
      return { word, rest: rest.join(' ') };
    });
}

/** The instructions of each stage, from its FROM on. */
export const stagesOf = (text: string): readonly (readonly Instruction[])[] =>
  instructionsOf(text).reduce<Instruction[][]>((stages, instruction) => {
    if (instruction.word === 'FROM') return [...stages, [instruction]];
    stages.at(-1)?.push(instruction);
    return stages;
  }, []);

export const only = (stage: readonly Instruction[], word: string): readonly string[] =>
  stage.filter((instruction) => instruction.word === word).map(({ rest }) => rest);
