import { compile } from './compile.ts';

/** Renders one Handlebars text; `source` names it in an error. */
export function renderText(text: string, view: object, source: string): string {
  try {
    return compile(text, source)(view);
  } catch (error) {
    throw new Error(`template ${source}: ${(error as Error).message}`, { cause: error });
  }
}
