import { hasProfile, shown } from '../answers.ts';
import type { Knowledge } from '../catalog.ts';
import type { Part } from '../render/parts.ts';
import type { Stack } from '../stack.ts';
import { criteriaOf } from './criteria.ts';
import type { Decision } from './decision.ts';
import { environmentPresets } from './presets.ts';
import { flipText, percent, pointsOf, signed, titleIn } from './prose.ts';
import type { Ranked, Reason } from './rank.ts';

/** The decision as templates see it: sentences, without numbers to reckon with. */
export interface DecisionView {
  /** Title of the backend that was chosen. */
  readonly title: string;
  readonly said: boolean;
  readonly profile: readonly { readonly question: string; readonly answer: string }[];
  readonly verdict: string;
  readonly options: readonly OptionView[];
  readonly notes: readonly string[];
  /** What the choice brings along, the good and the bad. */
  readonly gains: readonly string[];
  readonly costs: readonly string[];
  readonly services: readonly { readonly name: string; readonly title: string; readonly why: string }[];
  readonly flips: readonly string[];
  /** What the profile has preset: answers, and values in the environment. */
  readonly presets: readonly string[];
}

interface OptionView {
  readonly title: string;
  readonly score: string;
  readonly reasons: readonly string[];
}

export function decisionView({ decision, profile }: Stack, parts: readonly Part[]): DecisionView {
  const chosen = decision.ranking.find(({ backend }) => backend === decision.chosen);
  const reasons = chosen?.reasons ?? [];
  return {
    title: chosen?.title ?? decision.chosen,
    said: hasProfile(profile),
    profile: profileRows(profile),
    verdict: verdictOn(decision, hasProfile(profile)),
    // Where nothing was said, nothing was compared: the verdict says so.
    options: hasProfile(profile) ? decision.ranking.map(optionView) : [],
    notes: hasProfile(profile) ? decision.notes : [],
    gains: reasons.filter(({ contribution }) => contribution > 0).map(({ text }) => text),
    costs: chosen?.cautions ?? [],
    services: decision.services.map(({ name, backend, why }) => ({ name, why, title: titleIn(decision, backend) })),
    flips: decision.flips.map((flip) => flipText(flip, decision)),
    presets: [
      ...decision.presets.map(
        ({ key, answer, why }) => `${key} \`${shown(answer)}\`: ${why.map(withSource).join(' ')}`,
      ),
      ...parts.flatMap(({ layers, directory }) =>
        environmentPresets(layers, profile).map(
          ({ variable, value, ...known }) => `\`${variable}=${value}\` in \`${directory}/.env\`: ${withSource(known)}`,
        ),
      ),
    ],
  };
}

function profileRows(profile: Stack['profile']): DecisionView['profile'] {
  const criteria = criteriaOf(profile);
  const keys = [...new Set(criteria.map(({ question }) => question.key))];
  return keys.map((key) => ({
    question: key,
    answer: criteria
      .filter(({ question }) => question.key === key)
      .map(({ choice }) => choice.title)
      .join(', '),
  }));
}

function verdictOn(decision: Decision, said: boolean): string {
  const { chosen, recommended, overruledBy, confidence } = decision;
  const title = titleIn(decision, chosen);
  if (!said)
    return `${title} is ${chosen === recommended ? 'the default' : 'what was asked for'}: nothing was said about the project, so nothing was compared. \`npx create-technokaizen-app recommend --needs …\` compares the backends for what a project must do; replace this decision where that speaks for another one.`;
  const score = `the score recommends ${titleIn(decision, recommended)}, with a confidence of ${percent(confidence)}`;
  if (overruledBy === undefined) return `${title}: ${score}.`;
  return `${title}, against the score: ${score}; ${title} stands ${pointsOf(overruledBy)} behind it. The team knows more than the score does: why it chose so belongs here.`;
}

const optionView = ({ title, score, reasons, ruledOut, cautions }: Ranked): OptionView => ({
  title,
  score: ruledOut.length > 0 ? `${signed(score)}, ruled out` : signed(score),
  reasons: [...cautions.filter((text) => reasons.every((reason) => reason.text !== text)), ...reasons.map(reasonLine)],
});

const reasonLine = ({ contribution, criterion, text, source }: Reason): string =>
  `${signed(contribution)} \`${criterion}\`: ${withSource({ reason: text, source })}`;

const withSource = ({ reason, source }: Knowledge): string =>
  `${reason} ${source.startsWith('https:') ? `([source](${source}))` : `(${source})`}`;
