import type { Catalog, Layer } from './catalog.ts';
import type { Answers, Given } from './options.ts';
import { checkName, type Names } from './names.ts';
import { wrongUsage } from './errors.ts';
import { refuseUnmet } from './needs.ts';
import { profileOf } from './recommend/criteria.ts';
import { decide, type Decision } from './recommend/decision.ts';

export interface Project extends Names {
  readonly description: string;
  readonly owner: string;
  /** SPDX identifier, or `UNLICENSED`. */
  readonly license: string;
}

/** A backend with its database in a directory and on a port of its own. */
export interface Service {
  readonly name: string;
  readonly directory: string;
  readonly backend: Layer;
  readonly database: Layer;
}

/** Everything that rendering depends on; a list of services although one is offered today. */
export interface Stack {
  readonly project: Project;
  readonly licence: Layer;
  readonly services: readonly Service[];
  readonly frontend: Layer | undefined;
  readonly infra: readonly Layer[];
  /** What the project is, as far as it was said. */
  readonly profile: Given;
  readonly decision: Decision;
}

/** Every layer that was chosen. */
export const chosenIn = ({ licence, services, frontend, infra }: Stack): readonly Layer[] => [
  licence,
  ...services.flatMap(({ backend, database }) => [backend, database]),
  ...(frontend === undefined ? [] : [frontend]),
  ...infra,
];

/** The stack that the answers describe, or what has to change. */
export function resolveStack(answers: Answers, catalog: Catalog): Stack {
  const checked = checkName(answers.name);
  if (!checked.ok)
    throw wrongUsage(`The name "${answers.name}" can't be used: ${checked.reason}`, `Try "${checked.suggestion}".`);
  refuseUnmet(answers, catalog);
  const licence = catalog.layer(`license/${answers.license}`);
  const { description, owner } = answers;
  return {
    project: { ...checked.names, description, owner, license: licence.manifest.spdx ?? 'UNLICENSED' },
    licence,
    services: [
      {
        name: 'backend',
        directory: 'backend',
        backend: catalog.layer(`backend/${answers.backend}`),
        database: catalog.layer(`database/${answers.database}`),
      },
    ],
    frontend: answers.frontend === 'none' ? undefined : catalog.layer(`frontend/${answers.frontend}`),
    infra: [
      ...answers.ci.map((name) => catalog.layer(`ci/${name}`)),
      ...answers.deploy.map((name) => catalog.layer(`deploy/${name}`)),
    ],
    profile: profileOf(answers),
    decision: decide(answers, catalog),
  };
}
