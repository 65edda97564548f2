import prettier from 'eslint-config-prettier';
import vue from 'eslint-plugin-vue';
import vueA11y from 'eslint-plugin-vuejs-accessibility';
import tseslint from 'typescript-eslint';
import base from './eslint.base.js';

// What holds for TypeScript holds for the scripts of components.
const typed = base
  .filter(({ files }) => files?.includes('**/*.{ts,tsx}'))
  .map((config) => ({ ...config, files: ['**/*.vue'] }));

export default [
  ...base,
  ...typed,
  ...vue.configs['flat/recommended'],
  ...vueA11y.configs['flat/recommended'],
  {
    files: ['**/*.{ts,vue}'],
    languageOptions: { parserOptions: { extraFileExtensions: ['.vue'] } },
  },
  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
    rules: {
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/component-api-style': 'error',
      // The types say which props may be missing, and what they are then.
      'vue/require-default-prop': 'off',
      'vuejs-accessibility/label-has-for': ['error', { required: { some: ['nesting', 'id'] } }],
    },
  },
  prettier,
];
