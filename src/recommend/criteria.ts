import { isSaid, profileQuestions, type Choice, type Given, type ProfileQuestion } from '../options.ts';

/** One answer of the profile, as a thing that a choice is weighed by. */
export interface Criterion {
  /** `needs.admin`. */
  readonly id: string;
  readonly question: ProfileQuestion;
  readonly choice: Choice;
}

const ofQuestion = (question: ProfileQuestion): readonly Criterion[] =>
  question.choices.map((choice) => ({ id: `${question.key}.${choice.name}`, question, choice }));

const BY_QUESTION = profileQuestions.map((question) => ({ question, criteria: ofQuestion(question) }));

/** Every criterion that there is. */
export const CRITERIA: readonly Criterion[] = BY_QUESTION.flatMap(({ criteria }) => criteria);

/** The criteria of what was said: in the order of the questions, whatever the order in which it was said. */
export const criteriaOf = (given: Given): readonly Criterion[] =>
  BY_QUESTION.flatMap(({ question, criteria }) => {
    const value = given[question.key];
    if (!isSaid(question, value)) return [];
    const names = [value].flat();
    return criteria.filter(({ choice }) => names.includes(choice.name));
  });

/** The answers of the profile alone. */
export const profileOf = (given: Given): Given =>
  Object.fromEntries(
    profileQuestions.map(({ key }) => [key, given[key]] as const).filter(([, value]) => value !== undefined),
  );
