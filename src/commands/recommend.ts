import { choicesOf, didYouMean, hasProfile } from '../answers.ts';
import { openCatalog, type Catalog } from '../catalog.ts';
import { argumentsOf, quote } from '../replay.ts';
import { wrongUsage } from '../errors.ts';
import { readGiven } from '../given.ts';
import type { Io } from '../io.ts';
import { profileQuestions, questions, type Given } from '../options.ts';
import { profileOf } from '../recommend/criteria.ts';
import { explain, explanationLines } from '../recommend/explain.ts';
import { environmentPresets, presetsFor, withAdvice } from '../recommend/presets.ts';
import { full, type Presets } from '../recommend/prose.ts';
import { recommend as recommendFor, type Recommendation } from '../recommend/recommend.ts';
import { changesSince, changeLines, type Changes } from '../recommend/changes.ts';
import { chain } from '../render/layers.ts';
import { widthOf, wrapped } from '../wrap.ts';

/** The flags of `recommend` that are no answers. */
export interface RecommendFlags {
  readonly config?: string;
  readonly explain?: string;
  readonly json?: boolean;
}

/** What is said of a project in, a backend with reasons out; writes nothing. */
export async function recommend(values: Given, flags: RecommendFlags, io: Io): Promise<void> {
  const catalog = openCatalog();
  if (flags.explain !== undefined) refuseUnknownBackend(flags.explain, catalog);
  // The rest of a record belongs to the repository that was made from it.
  const sources = { flags: values, config: flags.config, recorded: profileQuestions };
  const { given, record } = await readGiven(sources, catalog, io);
  const found = recommendFor(given, catalog);
  const result: Result = {
    found,
    presets: presetsIn(given, found, catalog),
    command: commandFor(given, found, catalog, io.version),
    ...(record?.decision !== undefined && { since: changesSince(record.version, record.decision, found) }),
  };
  io.result(flags.json ? asJson(result, flags) : asProse(result, given, flags, widthOf(io.output)));
}

function refuseUnknownBackend(name: string, catalog: Catalog): void {
  const [backend] = questions.filter(({ key }) => key === 'backend');
  const names = backend === undefined ? [] : choicesOf(backend, catalog);
  if (names.includes(name)) return;
  throw wrongUsage(
    `--explain: "${name}" is not offered. ${didYouMean(name, names)}`.trim(),
    `Offered: ${names.join(', ')}.`,
  );
}

function presetsIn(given: Given, { recommended }: Recommendation, catalog: Catalog): Presets {
  const layers = chain(catalog.layer(`backend/${recommended}`), (id) => catalog.layer(id));
  return { answers: presetsFor(given, catalog), variables: environmentPresets(layers, profileOf(given)) };
}

/** The command line that makes a repository of what is recommended. */
function commandFor(given: Given, { recommended }: Recommendation, catalog: Catalog, version: string): string {
  const answers = withAdvice({ directory: 'my-app', ...given, backend: recommended }, catalog);
  return [`npx create-technokaizen-app@${version}`, ...argumentsOf(answers).map((word) => quote(word)), '--yes'].join(
    ' ',
  );
}

interface Result {
  readonly found: Recommendation;
  readonly presets: Presets;
  readonly command: string;
  readonly since?: Changes;
}

function asJson({ found, ...rest }: Result, flags: RecommendFlags): string {
  const explanation = flags.explain === undefined ? {} : { explanation: explain(found, flags.explain) };
  return JSON.stringify({ ...found, ...rest, ...explanation }, null, 2);
}

function asProse(
  { since: compared, found, presets, command }: Result,
  given: Given,
  flags: RecommendFlags,
  width: number,
): string {
  const changed = compared === undefined ? [] : [...changeLines(compared), ''];
  if (flags.explain !== undefined)
    return wrapped([...changed, ...explanationLines(found, flags.explain)], width).join('\n');
  // A command is copied: it stays in one line.
  return [...wrapped([...changed, ...full(found, presets, hasProfile(given))], width), '', command].join('\n');
}
