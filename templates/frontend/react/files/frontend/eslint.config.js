import jsxA11y from 'eslint-plugin-jsx-a11y';
import reactHooks from 'eslint-plugin-react-hooks';
import reactRefresh from 'eslint-plugin-react-refresh';
import base from './eslint.base.js';

// The router's way to lead elsewhere is to throw.
const redirect = { from: 'package', package: '@tanstack/router-core', name: 'Redirect' };

export default [
  ...base,
  { files: ['**/*.tsx'], ...jsxA11y.flatConfigs.strict },
  { files: ['**/*.{ts,tsx}'], ...reactHooks.configs.flat['recommended-latest'] },
  {
    files: ['src/{components,pages}/*.tsx'],
    ignores: ['**/*.test.tsx'],
    ...reactRefresh.configs.vite,
  },
  {
    files: ['src/app/router.tsx'],
    rules: { '@typescript-eslint/only-throw-error': ['error', { allow: [redirect] }] },
  },
];
