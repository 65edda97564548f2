import tseslint from 'typescript-eslint';

/** Each side effect has one importer (docs/architecture.md, rule 8). Of `node:fs` everything that reads is free. */
const SIDE_EFFECTS = [
  { owner: 'src/ui.ts', modules: ['@clack/prompts', 'picocolors'] },
  { owner: 'src/processes.ts', modules: ['execa'] },
  { owner: 'src/programs.ts', modules: ['node:child_process'] },
  { owner: 'src/write.ts', modules: ['node:fs/promises'], writes: true },
];
const READS = [
  ...['existsSync', 'lstatSync', 'openSync', 'readFileSync', 'readSync', 'readdirSync', 'realpathSync', 'statSync'],
  ...['Dirent', 'Stats'],
];

/** What no file but its owner may import, statically or by `import()`. */
function sideEffects(owner) {
  const others = SIDE_EFFECTS.filter((each) => each.owner !== owner);
  const modules = others.flatMap((each) =>
    each.modules.map((name) => ({ name, message: `Only ${each.owner} imports it.` })),
  );
  const files = others
    .filter(({ writes }) => writes)
    .map((each) => ({ name: 'node:fs', allowImportNames: READS, message: `Only ${each.owner} writes.` }));
  const dynamic = modules.map(({ name, message }) => ({
    selector: `ImportExpression > Literal[value="${name}"]`,
    message,
  }));
  return {
    'no-restricted-imports': ['error', { paths: [...modules, ...files] }],
    'no-restricted-syntax': ['error', ...dynamic],
  };
}

/** Imports go in one direction (docs/architecture.md, rule 8): cli → commands → verify → everything else. */
const LAYERS = [
  { files: ['src/*.ts'], ignores: ['src/cli.ts'], never: 'commands|verify' },
  { files: ['src/{recommend,render,doctor,data}/**/*.ts'], never: 'commands|verify' },
  { files: ['src/verify/**/*.ts'], never: 'commands' },
];

function layer({ files, ignores = [], never }) {
  const message = `An import in the wrong direction: these files never import ${never.replace('|', ' or ')}.`;
  const regex = `^\\.{1,2}/(?:.*/)?(?:${never}|test|scripts)/`;
  return {
    files,
    ignores,
    rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns: [{ regex, message }] }] },
  };
}

const RULES = {
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
  '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
  'max-lines-per-function': ['error', { max: 40, skipComments: true, skipBlankLines: true }],
};

// JavaScript has no annotations: values of unannotated parameters are `any`, which scripts/tsconfig.json allows.
const UNTYPED = {
  '@typescript-eslint/no-unsafe-argument': 'off',
  '@typescript-eslint/no-unsafe-assignment': 'off',
  '@typescript-eslint/no-unsafe-call': 'off',
  '@typescript-eslint/no-unsafe-member-access': 'off',
  '@typescript-eslint/no-unsafe-return': 'off',
  '@typescript-eslint/no-empty-function': 'off',
  '@typescript-eslint/no-unnecessary-condition': 'off',
  '@typescript-eslint/prefer-nullish-coalescing': 'off',
  '@typescript-eslint/require-await': 'off',
  '@typescript-eslint/use-unknown-in-catch-callback-variable': 'off',
  '@typescript-eslint/restrict-plus-operands': ['error', { allowAny: true }],
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowAny: true }],
};

export default tseslint.config(
  { ignores: ['dist/**', 'templates/**', 'my-app/**', 'samples/**', 'coverage/**', '.cache/**'] },
  {
    files: ['src/**/*.ts', 'test/**/*.ts', 'scripts/**/*.{ts,mjs}', 'vitest.config.ts'],
    extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: RULES,
  },
  { files: ['test/**/*.ts'], rules: { 'max-lines-per-function': 'off' } },
  { files: ['scripts/**/*.mjs'], rules: UNTYPED },
  // Programs that a benchmark measures, with packages that are installed beside them only.
  { files: ['scripts/bench-backends/{hello,queries}/**'], extends: [tseslint.configs.disableTypeChecked] },
  { files: ['src/**/*.ts'], rules: sideEffects() },
  ...SIDE_EFFECTS.map(({ owner }) => ({ files: [owner], rules: sideEffects(owner) })),
  ...LAYERS.map(layer),
);
