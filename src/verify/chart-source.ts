/** A file of a Helm chart: no manifest by itself, whatever its name ends with. */
export const isChartFile = (path: string): boolean => /(^|\/)deploy\/helm\//.test(path);

/** One that Helm renders: in the language of Go's templates, whose braces are its own, and YAML only after that. */
export const isChartTemplate = (path: string): boolean =>
  isChartFile(path) && /\/templates\/.*\.(ya?ml|tpl|txt)$/.test(path);

/** What stands between braces of Go, with its line. */
export interface Action {
  readonly text: string;
  readonly line: number;
}

/** All actions of a template, comments left out. */
export const actionsOf = (text: string): readonly Action[] =>
  [...text.matchAll(/\{\{-?\s*(\/\*[^]*?\*\/|[^]*?)\s*-?\}\}/g)]
    .map(({ 1: action = '', index }) => ({ text: action, line: text.slice(0, index).split('\n').length }))
    .filter((action) => !action.text.startsWith('/*'));
