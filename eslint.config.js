import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['dist/**', 'templates/**', 'my-app/**', 'coverage/**', 'eslint.config.js', '.cache/**'] },
  {
    files: ['src/**/*.ts', 'test/**/*.ts', 'vitest.config.ts'],
    extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      'max-lines-per-function': ['error', { max: 40, skipComments: true, skipBlankLines: true }],
    },
  },
  // One importer for each side effect: docs/DESIGN, rule 8.
  {
    files: ['src/**/*.ts'],
    ignores: ['src/ui.ts'],
    rules: { 'no-restricted-imports': ['error', { paths: ['@clack/prompts', 'picocolors'] }] },
  },
  { files: ['test/**/*.ts'], rules: { 'max-lines-per-function': 'off' } },
);
