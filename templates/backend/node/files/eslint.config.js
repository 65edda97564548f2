import js from '@eslint/js';
import tseslint from 'typescript-eslint';

const typed = {
  files: ['**/*.ts'],
  extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
  languageOptions: { parserOptions: { projectService: true } },
  rules: {
    '@typescript-eslint/consistent-type-imports': 'error',
    '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
    '@typescript-eslint/switch-exhaustiveness-check': 'error',
    eqeqeq: 'error',
    'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
    'no-console': 'error',
  },
};

const tests = {
  files: ['test/**/*.ts'],
  rules: {
    'max-lines-per-function': 'off',
    // A fixture of vitest names what it needs, which may be nothing.
    'no-empty-pattern': 'off',
  },
};

export default tseslint.config(
  { ignores: ['dist/', 'coverage/'] },
  js.configs.recommended,
  typed,
  tests,
);
