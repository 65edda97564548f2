import svelte from 'eslint-plugin-svelte';
import tseslint from 'typescript-eslint';
import base from './eslint.base.js';
import svelteConfig from './svelte.config.js';

const extraFileExtensions = ['.svelte'];

// What holds for TypeScript holds for the scripts of components.
const typed = base
  .filter(({ files }) => files?.includes('**/*.{ts,tsx}'))
  .map((config) => ({ ...config, files: ['**/*.svelte'] }));

export default [
  ...base,
  ...typed,
  ...svelte.configs.recommended,
  ...svelte.configs.prettier,
  { files: ['**/*.ts'], languageOptions: { parserOptions: { extraFileExtensions } } },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: {
      parserOptions: { extraFileExtensions, parser: tseslint.parser, svelteConfig },
    },
    rules: {
      // Svelte's own knows which runes are written with `let`.
      'prefer-const': 'off',
      'svelte/prefer-const': 'error',
    },
  },
];
