/**
 * @typedef {import('../types.ts').Proof} Proof
 * @typedef {Readonly<Record<string, string>>} Answers
 */

/**
 * The proof of a stack, and of the layers that it is made of.
 * @param {Answers} answers
 * @param {Proof['level']} level
 * @param {{ name: string, also?: readonly string[] }} about its name, and layers besides the answers
 * @returns {Proof}
 */
export function proofOf(answers, level, { name, also = [] }) {
  const asked = ['backend', 'frontend', 'database'].filter((key) => answers[key] !== 'none');
  return { stack: name, level, layers: [...asked.map((key) => `${key}/${answers[key]}`), ...also] };
}

/**
 * The proof of all stacks with some layers: `ci/*` is every one of a kind, `*` every one.
 * @param {string} stack
 * @param {Proof['level']} level
 * @param {readonly string[]} layers
 * @returns {Proof}
 */
export const proofOfAll = (stack, level, layers) => ({ stack, level, layers });
