import Handlebars from 'handlebars';
import options from './handlebars.json' with { type: 'json' };

/** A compiled template: a view in, text out. */
export type Template = (view: object) => string;

const engine = Handlebars.create();

/**
 * Compiles a text. No escaping, as most files are not HTML (the View holds escaped forms); unknown names and helpers are errors. In the
 * published package scripts/build/precompiled.mjs puts the shipped templates in front of this: a file's is known by its path, which is why
 * the source is handed on.
 */
export const compile: (text: string, source: string) => Template = (text) =>
  text.includes('{{') ? engine.compile(text, options) : () => text;
