import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vitest/config';
import { webConfig } from './vite/base.ts';

const budget = {
  kilobytes: 60,
  firstPage: ['src/components/EntranceLayout.vue', 'src/pages/SignInPage.vue'],
};

// In a file of its own, as it changes less often than the pages do: browsers keep it over releases.
const vendor = /[\\/]node_modules[\\/](@vue|vue|vue-router|pinia)[\\/]/;

export default defineConfig(
  webConfig(budget, {
    plugins: [vue({ features: { optionsAPI: false } })],
    build: {
      rolldownOptions: {
        output: { codeSplitting: { groups: [{ name: 'vendor', test: vendor }] } },
      },
    },
    test: { coverage: { include: ['src/**/*.vue'] } },
  }),
);
