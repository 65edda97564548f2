import { gzipSync } from 'node:zlib';
import type { Plugin, Rolldown } from 'vite';

type Bundle = Rolldown.OutputBundle;

export interface Budget {
  /** Gzipped, in thousands of bytes. */
  readonly kilobytes: number;
  /** What the first page loads on demand, beside the entry: sources that are imported dynamically. */
  readonly firstPage: readonly string[];
}

/** Fails a build whose first visit has grown over the budget: scripts and styles that a new visitor waits for. */
export const firstLoadBudget = ({ kilobytes, firstPage }: Budget): Plugin => ({
  name: 'first-load-budget',
  apply: 'build',
  enforce: 'post',
  generateBundle(_, bundle) {
    const size = weight(bundle, firstLoad(bundle, firstPage)) / 1000;
    const report = `first load ${size.toFixed(1)} kB gzipped, budget ${kilobytes} kB`;
    if (size > kilobytes) this.error(`${report}: load less at first, or raise the budget`);
    this.info(report);
  },
});

function firstLoad(bundle: Bundle, firstPage: readonly string[]): ReadonlySet<string> {
  const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
  const loaded = new Set<string>();
  const load = (chunk: Rolldown.OutputChunk | undefined, what: string) => {
    if (chunk === undefined) throw new Error(`the build has no chunk for ${what}`);
    addWithImports(bundle, chunk.fileName, loaded);
  };
  load(
    chunks.find(({ isEntry }) => isEntry),
    'the entry',
  );
  for (const source of firstPage) {
    load(
      chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith(source)),
      source,
    );
  }
  for (const name of Object.keys(bundle)) if (name.endsWith('.css')) loaded.add(name);
  return loaded;
}

function addWithImports(bundle: Bundle, name: string, loaded: Set<string>): void {
  const file = bundle[name];
  if (file?.type !== 'chunk' || loaded.has(name)) return;
  loaded.add(name);
  for (const imported of file.imports) addWithImports(bundle, imported, loaded);
}

const weight = (bundle: Bundle, names: ReadonlySet<string>): number =>
  [...names].reduce((sum, name) => sum + gzipSync(contentOf(bundle, name)).length, 0);

function contentOf(bundle: Bundle, name: string): string | Uint8Array {
  const file = bundle[name];
  if (file === undefined) return '';
  return file.type === 'chunk' ? file.code : file.source;
}
