import type { Plugin } from 'vite';
import { brand } from '../src/brand.ts';

/** Puts the product's name where index.html has `%BRAND%`, so that it is written in one file. */
export const brandInHtml = (): Plugin => ({
  name: 'brand-in-html',
  transformIndexHtml: (html) => html.replaceAll('%BRAND%', brand.name),
});
