import { shown } from '../answers.ts';
import { leadOf } from './confidence.ts';
import type { Flip } from './flips.ts';
import type { PresetAnswer, PresetVariable } from './presets.ts';
import type { Ranked } from './rank.ts';
import type { Recommendation } from './recommend.ts';

const BAR = 24;
const MINUS = '−';

/** `+3`, `−1`, `0`. */
export const signed = (points: number): string => (points > 0 ? `+${points}` : points < 0 ? `${MINUS}${-points}` : '0');

export const pointsOf = (points: number): string => {
  const size = Math.abs(points);
  return size === 1 ? '1 point' : `${size} points`;
};

export const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** How much a confidence is worth, in a word. */
const inAWord = (confidence: number): string => (confidence < 0.5 ? 'low' : confidence < 0.7 ? 'fair' : 'high');

/** A backend's title by its name. */
export const titleIn = ({ ranking }: Pick<Recommendation, 'ranking'>, name: string): string =>
  ranking.find(({ backend }) => backend === name)?.title ?? name;

/** `with a JavaScript team it would be Node.js`. */
export const flipText = ({ change, recommended }: Flip, found: Pick<Recommendation, 'ranking'>): string =>
  `${change} it would be ${titleIn(found, recommended)}`;

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

/** The ranking as bars with scores. */
function bars(ranking: readonly Ranked[]): readonly string[] {
  const width = Math.max(...ranking.map(({ title }) => title.length));
  const most = Math.max(1, ...ranking.map(({ score }) => score));
  return ranking.map(({ title, score, ruledOut }) => {
    const length = Math.max(0, Math.round((score / most) * BAR));
    const bar = '█'.repeat(length) + '░'.repeat(BAR - length);
    return `${title.padEnd(width)}  ${bar} ${signed(score).padStart(3)}${ruledOut.length > 0 ? '  ruled out' : ''}`;
  });
}

/** What sets the best apart from the next: the reasons that weigh more for it, what tells most first. */
function decidingReasons([first, ...rest]: readonly Ranked[], count: number): readonly string[] {
  if (first === undefined) return [];
  const next = rest.find(({ ruledOut }) => ruledOut.length === 0);
  const other = (id: string): number => next?.reasons.find(({ criterion }) => criterion === id)?.contribution ?? 0;
  return first.reasons
    .filter(({ contribution }) => contribution > 0)
    .map((reason) => ({ reason, ahead: reason.contribution - other(reason.criterion) }))
    .sort((a, b) => b.ahead - a.ahead || b.reason.contribution - a.reason.contribution)
    .slice(0, count)
    .map(({ reason }) => reason.text);
}

/** The flips that tell most: the first one to each other backend. */
const tellingFlips = (flips: readonly Flip[]): readonly Flip[] =>
  flips.filter(({ recommended }, index) => flips.findIndex((each) => each.recommended === recommended) === index);

/** `Django, with fair confidence (60 %, 3 points ahead)`. */
function headline({ ranking, recommended, confidence }: Recommendation): string {
  const lead = leadOf(ranking);
  const ahead = lead === undefined ? '' : `, ${pointsOf(lead)} ahead`;
  return `${titleIn({ ranking }, recommended)}, with ${inAWord(confidence)} confidence (${percent(confidence)}${ahead})`;
}

/** Bars and a headline; nothing where no answer speaks for or against any backend, as then nothing was compared. */
function verdict(found: Recommendation, end = ''): readonly string[] {
  const isCompared = found.ranking.some(({ reasons }) => reasons.length > 0);
  return isCompared ? [...bars(found.ranking), '', `${headline(found)}${end}`] : [];
}

/** The recommendation in brief: ranking, the reasons that decided, cautions, what would change it, what else is preset. */
export const brief = (found: Recommendation, presets: readonly PresetAnswer[]): readonly string[] => [
  ...verdict(found),
  ...decidingReasons(found.ranking, 3).map((text) => `+ ${text}`),
  ...(found.ranking[0]?.cautions ?? []).slice(0, 2).map((text) => `${MINUS} ${text}`),
  ...found.notes.map((text) => `! ${text}`),
  ...found.services.map(({ name, backend }) => `! Split, the ${name} service would be ${titleIn(found, backend)}.`),
  ...tellingFlips(found.flips).map((flip) => `~ ${sentence(flipText(flip, found))}`),
  ...presets.map((preset) => `· Preset: ${presetText(preset)}`),
];

/** `database postgres. Roles and restores to a point in time.` */
const presetText = ({ key, answer, why }: PresetAnswer): string =>
  `${key} ${shown(answer)}. ${why[0]?.reason ?? ''}`.trim();

/** All that was preset: answers, and variables of the environment. */
export interface Presets {
  readonly answers: readonly PresetAnswer[];
  readonly variables: readonly PresetVariable[];
}

/** The whole recommendation. */
export const full = (found: Recommendation, presets: Presets, said: boolean): readonly string[] => [
  ...verdict(found, '.'),
  ...found.notes,
  ...(said ? found.ranking.flatMap((ranked) => ['', ...optionLines(ranked)]) : []),
  ...section('As services', servicesLines(found)),
  ...section('Defaults set from your answers (not a certification)', [
    ...presets.answers.map((preset) => presetText(preset)),
    ...presets.variables.map(({ variable, value, reason }) => `${variable}=${value}. ${reason}`),
  ]),
  ...section('What would change it', said ? found.flips.map((flip) => sentence(flipText(flip, found))) : []),
];

/** A title above lines; nothing where there are none. */
const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)];

const optionLines = ({ title, score, reasons, cautions }: Ranked): readonly string[] => [
  `${title}: ${signed(score)}`,
  ...cautions.filter((text) => reasons.every((reason) => reason.text !== text)).map((text) => `   ! ${text}`),
  ...reasons.map(
    ({ contribution, criterion, text, source }) => `  ${signed(contribution)} ${criterion}: ${text} <${source}>`,
  ),
];

const servicesLines = (found: Recommendation): readonly string[] =>
  found.services.map(({ name, backend, why }) => `${name}: ${titleIn(found, backend)}. ${why}`);
