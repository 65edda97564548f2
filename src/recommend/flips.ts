import { contradictionsIn } from '../answers.ts';
import { profileQuestions, type Choice, type Given, type ProfileQuestion } from '../options.ts';

/** One change of the profile that would change the recommendation. */
export interface Flip {
  /** As in "… it would be another one": `with a JavaScript team`. */
  readonly change: string;
  readonly recommended: string;
  /** The answer that would be another one. */
  readonly answers: Given;
}

/** Every change of one answer after which another one is recommended; each is tried. What replaces an answer comes before what adds to a list. */
export function flipsOf(profile: Given, recommend: (profile: Given) => string): readonly Flip[] {
  const now = recommend(profile);
  return changesOf(profile)
    .filter(({ answers }) => contradictionsIn({ ...profile, ...answers }).length === 0)
    .map((change) => ({ ...change, recommended: recommend({ ...profile, ...change.answers }) }))
    .filter(({ recommended }) => recommended !== now);
}

interface Change {
  readonly change: string;
  readonly answers: Given;
}

function changesOf(profile: Given): readonly Change[] {
  const singles = profileQuestions.filter(({ type }) => type === 'choice');
  const lists = profileQuestions.filter(({ type }) => type === 'choices');
  return [
    ...singles.flatMap((question) => replaced(question, profile)),
    ...lists.flatMap((question) => withOneMoreOrLess(question, profile)),
  ];
}

const replaced = (question: ProfileQuestion, profile: Given): readonly Change[] =>
  question.choices
    .filter(({ name }) => name !== question.default && name !== profile[question.key])
    .map((choice) => ({ change: phrased(question, choice), answers: { [question.key]: choice.name } }));

function withOneMoreOrLess(question: ProfileQuestion, profile: Given): readonly Change[] {
  const now = (profile[question.key] ?? []) as readonly string[];
  return question.choices.map((choice) =>
    now.includes(choice.name)
      ? {
          change: `without ${choice.title}`,
          answers: { [question.key]: now.filter((name) => name !== choice.name).sort() },
        }
      : { change: phrased(question, choice), answers: { [question.key]: [...now, choice.name].sort() } },
  );
}

const phrased = (question: ProfileQuestion, { title }: Choice): string =>
  (question.phrase ?? 'with {}').replace('{}', title);
