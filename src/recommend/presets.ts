import type { Catalog, EnvVariable, Kind, Knowledge, Layer, Preset } from '../catalog.ts';
import { isPossible, withNeeds } from '../needs.ts';
import {
  questions,
  type Answers,
  type ChoiceQuestion,
  type ChoicesQuestion,
  type Given,
  type Question,
} from '../options.ts';
import { candidatesOf } from './candidates.ts';
import { criteriaOf } from './criteria.ts';
import { rank, type Ranked } from './rank.ts';
import { bestFor } from './recommend.ts';

/** An answer that follows from what the project is, where no other one is given. */
export interface PresetAnswer {
  readonly key: keyof Answers;
  readonly answer: string | readonly string[];
  readonly why: readonly Knowledge[];
}

type Presettable = (ChoiceQuestion | ChoicesQuestion) & { readonly kind: Kind };

// The backend is recommended with more than a preset's care.
const isPresettable = (question: Question): question is Presettable => 'kind' in question && question.key !== 'backend';

/** The given answers, with the backend that is recommended, what else follows from the profile, and what the choices need. */
export function withAdvice(given: Given, catalog: Catalog): Given {
  const chosen = { ...given, backend: given.backend ?? bestFor(given, catalog) };
  const presets = Object.fromEntries(presetsFor(chosen, catalog).map(({ key, answer }) => [key, answer]));
  return withNeeds({ ...presets, ...chosen }, catalog);
}

/** What the profile presets beside the backend: of single choices the fittest, of lists all that fit. */
export const presetsFor = (profile: Given, catalog: Catalog): readonly PresetAnswer[] =>
  questions
    .filter(isPresettable)
    .filter(({ key }) => profile[key] === undefined)
    .flatMap((question) => presetFor(question, profile, catalog));

function presetFor(question: Presettable, profile: Given, catalog: Catalog): readonly PresetAnswer[] {
  const fallback = question.type === 'choice' ? question.default : '';
  const candidates = candidatesOf(question.kind, catalog).filter(({ name }) =>
    isPossible({ ...profile, [question.key]: question.type === 'choice' ? name : [name] }, catalog),
  );
  const ranking = rank(candidates, criteriaOf(profile), fallback);
  const fitting = ranking.filter(({ score, ruledOut }) => score > 0 && ruledOut.length === 0);
  const { key } = question;
  if (question.type === 'choices')
    return fitting.length === 0
      ? []
      : [{ key, answer: fitting.map(({ backend }) => backend).sort(), why: fitting.flatMap(whyOf) }];
  const [first] = fitting;
  return first === undefined || first.backend === fallback ? [] : [{ key, answer: first.backend, why: whyOf(first) }];
}

const whyOf = ({ reasons }: Ranked): readonly Knowledge[] =>
  reasons.filter(({ contribution }) => contribution > 0).map(({ text, source }) => ({ reason: text, source }));

/** The value that the profile asks of a variable, if any. */
export const presetOf = ({ presets = [] }: EnvVariable, profile: Given): Preset | undefined => {
  const said = new Set(criteriaOf(profile).map(({ id }) => id));
  return presets.find((preset) => preset.for.some((id) => said.has(id)));
};

/** A variable of the environment with the value that the profile asks for. */
export interface PresetVariable extends Knowledge {
  readonly variable: string;
  readonly value: string;
}

/** What the profile presets in the environment of a part that is made of these layers. */
export const environmentPresets = (layers: readonly Layer[], profile: Given): readonly PresetVariable[] =>
  layers
    .flatMap(({ manifest }) => manifest.env ?? [])
    .flatMap((variable) => {
      const preset = presetOf(variable, profile);
      if (preset === undefined) return [];
      const { value, reason, source } = preset;
      return [{ variable: variable.name, value, reason, source }];
    });
