import { svelte } from '@sveltejs/vite-plugin-svelte';
import { svelteTesting } from '@testing-library/svelte/vite';
import { defineConfig } from 'vitest/config';
import { webConfig } from './vite/base.ts';

const budget = {
  kilobytes: 45,
  firstPage: ['src/components/EntranceLayout.svelte', 'src/pages/SignInPage.svelte'],
};

// In files of their own, as they change less often than the pages do: browsers keep them over releases.
const vendor = /[\\/]node_modules[\\/](svelte|clsx|esm-env|regexparam|openapi-fetch)[\\/]/;
const query = /[\\/]node_modules[\\/]@tanstack[\\/](query-core|svelte-query)[\\/]/;

const groups = [
  { name: 'vendor', test: vendor },
  { name: 'query', test: query },
];

export default defineConfig(
  webConfig(budget, {
    plugins: [svelte(), svelteTesting({ autoCleanup: false })],
    build: { rolldownOptions: { output: { codeSplitting: { groups } } } },
    test: { coverage: { include: ['src/**/*.svelte'] } },
  }),
);
