import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { webConfig } from './vite/base.ts';

const budget = {
  kilobytes: 120,
  firstPage: ['src/components/EntranceLayout.tsx', 'src/pages/SignInPage.tsx'],
};

// In files of their own, as they change less often than the pages do: browsers keep them over releases.
const vendor =
  /[\\/]node_modules[\\/](react|react-dom|scheduler|use-sync-external-store|@tanstack[\\/](history|react-router|react-store|router-core|store))[\\/]/;
const query = /[\\/]node_modules[\\/]@tanstack[\\/](query-core|react-query)[\\/]/;

const groups = [
  { name: 'vendor', test: vendor },
  { name: 'query', test: query },
];

export default defineConfig(
  webConfig(budget, {
    plugins: [react()],
    build: { rolldownOptions: { output: { codeSplitting: { groups } } } },
  }),
);
