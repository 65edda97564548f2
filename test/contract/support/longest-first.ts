import { BaseSequencer, type TestSpecification } from 'vitest/node';

// The run is as long as what begins last.
const LONGEST = [
  'retry-after.test.ts',
  'schemathesis.test.ts',
  'lifecycle.test.ts',
  'accounts.test.ts',
  'sessions.test.ts',
];

const rank = ({ moduleId }: TestSpecification): number => {
  const place = LONGEST.findIndex((name) => moduleId.endsWith(`/${name}`));
  return place < 0 ? LONGEST.length : place;
};

/** Begins with the files that take longest; vitest itself knows that of an earlier run only. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).toSorted((a, b) => groupOf(a) - groupOf(b) || rank(a) - rank(b));
  }
}

const groupOf = ({ project }: TestSpecification): number => project.config.sequence.groupOrder;
