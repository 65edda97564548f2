// The rules that hold for any framework; eslint.config.js adds the framework's own.
import js from '@eslint/js';
import globals from 'globals';
import tseslint from 'typescript-eslint';

const typed = {
  files: ['**/*.{ts,tsx}'],
  extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
  languageOptions: { globals: globals.browser, parserOptions: { projectService: true } },
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
  files: ['**/*.test.{ts,tsx}'],
  rules: { 'max-lines-per-function': 'off' },
};

export default tseslint.config(
  { ignores: ['dist/', 'coverage/', 'test-results/', 'src/api/schema.d.ts'] },
  js.configs.recommended,
  typed,
  tests,
  { files: ['public/*.js'], languageOptions: { globals: globals.browser, sourceType: 'script' } },
);
