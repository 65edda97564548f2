// What must hold for whatever is said of a project.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contradictionsIn, hasProfile } from '../../../src/answers.ts';
import { openCatalog } from '../../../src/catalog.ts';
import { profileQuestions, type Given, type ProfileQuestion } from '../../../src/options.ts';
import { explain } from '../../../src/recommend/explain.ts';
import { brief, full } from '../../../src/recommend/prose.ts';
import { isClose } from '../../../src/recommend/confidence.ts';
import { candidatesOf } from '../../../src/recommend/candidates.ts';
import type { Ranked } from '../../../src/recommend/rank.ts';
import { rankBy, recommendAmong, type Recommendation } from '../../../src/recommend/recommend.ts';

const catalog = openCatalog();
const candidates = candidatesOf('backend', catalog);
const recommend = (profile: Given): Recommendation => recommendAmong(candidates, profile);
const rank = (profile: Given): readonly Ranked[] => rankBy(profile, candidates);
const PYTHON = ['django', 'fastapi', 'flask'];

const answerTo = (question: ProfileQuestion): fc.Arbitrary<unknown> => {
  const names = question.choices.map(({ name }) => name);
  return question.type === 'choices' ? fc.subarray(names) : fc.constantFrom(question.default, ...names);
};
const profiles: fc.Arbitrary<Given> = fc
  .record(Object.fromEntries(profileQuestions.map((question) => [question.key, answerTo(question)])), {
    requiredKeys: [],
  })
  .map((given) => given as Given)
  .filter((given) => contradictionsIn(given).length === 0);

const RUNS = { numRuns: 3000, seed: 8 };

/** Whole recommendations, flips and all: they take longer, and are made once for all tests. */
const samples = fc.sample(profiles, RUNS).map((profile) => ({ profile, found: recommend(profile) }));

function always(holds: (profile: Given, found: Recommendation) => void): void {
  for (const each of samples) {
    try {
      holds(each.profile, each.found);
    } catch (error) {
      throw new Error(`for ${JSON.stringify(each.profile)}: ${(error as Error).message}`, { cause: error });
    }
  }
}

/** Tries rankings alone, which are quick. */
const forAll = (holds: (profile: Given) => boolean): void => fc.assert(fc.property(profiles, holds), RUNS);

const entry = (ranking: readonly Ranked[], name: string): Ranked => {
  const found = ranking.find(({ backend }) => backend === name);
  if (found === undefined) throw new Error(`${name} is not ranked`);
  return found;
};
const place = (ranking: readonly Ranked[], name: string): number =>
  ranking.findIndex(({ backend }) => backend === name);
const needing = (profile: Given, need: string): Given => ({
  ...profile,
  needs: [...new Set([...(profile.needs ?? []), need])].sort(),
});
const unneeding = (profile: Given, need: string): Given => ({
  ...profile,
  needs: (profile.needs ?? []).filter((each) => each !== need),
});

/** A need helps one against another where its lead grows, or where it overtakes it. */
const neverHelps = (need: string, helped: string, against: string): void =>
  forAll((profile) => {
    const before = rank(unneeding(profile, need));
    const after = rank(needing(profile, need));
    const lead = (ranking: readonly Ranked[]): number => entry(ranking, helped).score - entry(ranking, against).score;
    const isBehind = (ranking: readonly Ranked[]): boolean => place(ranking, helped) > place(ranking, against);
    return lead(after) <= lead(before) && (!isBehind(before) || isBehind(after));
  });

describe('the score', () => {
  test('is the sum of the contributions, each of them real and of something that was said', () => {
    always((profile, { ranking }) => {
      const said = new Set(
        profileQuestions.flatMap(({ key }) => [profile[key] ?? []].flat().map((name) => `${key}.${String(name)}`)),
      );
      for (const { reasons, score } of ranking) {
        const sum = reasons.reduce((total, { contribution }) => total + contribution, 0);
        if (sum !== score) throw new Error(`${sum} is not ${score}`);
        const unreal = reasons.filter(
          ({ contribution, criterion, text, source }) =>
            contribution === 0 || !said.has(criterion) || text === '' || source === '',
        );
        if (unreal.length > 0) throw new Error(JSON.stringify(unreal));
      }
    });
  });

  test('ranks every backend, what can do it first and then by score', () => {
    always((_profile, { ranking, recommended }) => {
      expect(ranking.map(({ backend }) => backend).sort()).toEqual(catalog.choices('backend').map(({ name }) => name));
      expect(ranking[0]?.backend).toBe(recommended);
      for (const [index, next] of ranking.slice(1).entries()) {
        const before = ranking[index];
        if (before === undefined) continue;
        if (before.ruledOut.length > 0) expect(next.ruledOut.length).toBeGreaterThan(0);
        if (before.ruledOut.length > 0 === next.ruledOut.length > 0)
          expect(before.score).toBeGreaterThanOrEqual(next.score);
      }
    });
  });

  test('is the same whatever the order in which it is said', () => {
    always((profile, found) => {
      const reversed = Object.fromEntries(
        Object.entries(profile)
          .reverse()
          .map(([key, value]) => [key, Array.isArray(value) ? [...(value as string[])].reverse() : value]),
      );
      expect(JSON.stringify(recommend(reversed))).toBe(JSON.stringify(found));
    });
  });
});

describe('what the field knows', () => {
  test.each([
    ['python', PYTHON],
    ['javascript', ['node']],
  ] as const)('a %s team never lowers its backends', (team, backends) => {
    forAll((profile) => {
      const after = rank({ ...profile, team });
      return ['none', 'mixed', profile.team ?? 'none'].every((other) => {
        const before = rank({ ...profile, team: other });
        return backends.every(
          (name) => entry(after, name).score >= entry(before, name).score && place(after, name) <= place(before, name),
        );
      });
    });
  });

  test('real time never helps Flask against Node', () => neverHelps('realtime', 'flask', 'node'));

  test.each(['machine-learning', 'analytics'].flatMap((need) => PYTHON.map((backend) => [need, backend] as const)))(
    '%s never helps Node against %s',
    (need, backend) => neverHelps(need, 'node', backend),
  );

  test('an admin site never hurts Django', () => {
    for (const other of ['fastapi', 'flask', 'node']) neverHelps('admin', other, 'django');
  });
});

describe('what is printed', () => {
  test('every flip flips, and a team that would change it is among them', () => {
    always((profile, found) => {
      for (const { answers, recommended, change } of found.flips) {
        expect(change).not.toContain('{}');
        expect(recommended).not.toBe(found.recommended);
        expect(rank({ ...profile, ...answers })[0]?.backend).toBe(recommended);
      }
      if (!hasProfile(profile)) {
        expect(found.flips).toEqual([]);
        return;
      }
      const recommended = rank({ ...profile, team: 'javascript' })[0]?.backend;
      if (recommended !== found.recommended && profile.team !== 'javascript')
        expect(found.flips).toContainEqual(expect.objectContaining({ change: 'with a JavaScript team', recommended }));
    });
  });

  test('no line says anything but what is in the result', () => {
    always((_profile, found) => {
      const texts = new Set(
        found.ranking.flatMap(({ reasons, cautions }) => [...reasons.map(({ text }) => text), ...cautions]),
      );
      for (const line of brief(found, []).filter((each) => /^[+−] /.test(each))) expect(texts).toContain(line.slice(2));
      expect(full(found, { answers: [], variables: [] }, true).join('\n')).not.toMatch(/undefined|NaN|\{\}/);
    });
  });

  test('an explanation accounts for every point', () => {
    always((_profile, found) => {
      for (const { backend } of found.ranking) {
        const { differences, behind } = explain(found, backend);
        expect(differences.reduce((sum, { points }) => sum + points, 0)).toBe(behind);
      }
    });
  });
});

describe('confidence', () => {
  test('lies between 0 and 1, and is low where two are close or nothing was said', () => {
    always((_profile, { confidence, ranking }) => {
      expect(confidence).toBeGreaterThanOrEqual(0);
      expect(confidence).toBeLessThanOrEqual(1);
      if (isClose(ranking)) expect(confidence).toBeLessThan(0.5);
    });
    expect(recommend({})).toMatchObject({ recommended: 'fastapi', confidence: 0 });
    expect(recommend({}).notes.join()).toContain('Nothing was said');
  });

  test('grows with what is said for the same backend', () => {
    const [little = 0, more = 0, much = 0] = [
      { needs: ['admin'] },
      { needs: ['admin', 'crud'] },
      { needs: ['admin', 'crud', 'content'], priority: 'security', team: 'python', scale: 'enterprise' },
    ].map((profile) => recommend(profile).confidence);
    expect(little).toBeLessThan(more);
    expect(more).toBeLessThan(much);
  });
});
