// The pipelines of every provider, read into one form by what their manifests say: jobs of steps.
import { parse } from 'yaml';
import type { Layer } from '../../../src/catalog.ts';
import type { Dialect, Pipeline, Running } from '../../../src/pipeline.ts';
import { chain } from '../../../src/render/layers.ts';
import { jobsOf, type Job } from '../../../src/verify/pipeline-source.ts';
import { objectOf, type Data, type DataObject } from '../../../src/verify/yaml-source.ts';
import { catalog } from '../../deploy/support/stacks.ts';

export type { Job } from '../../../src/verify/pipeline-source.ts';

export type Files = (path: string) => string;

/** A CI provider: what its manifest says of its pipeline, all of which tests need. */
export interface Provider {
  readonly name: string;
  /** As texts name it. */
  readonly title: string;
  readonly entry: string;
  readonly release: string | undefined;
  readonly dialect: Dialect;
  readonly running: Running;
  /** Its own, and those of the bots that it comes with. */
  readonly files: readonly string[];
  readonly bots: readonly Pipeline[];
}

const find = (id: string): Layer => catalog.layer(id);

/** Every CI provider that is offered. */
export const providers: readonly Provider[] = catalog.choices('ci').map((layer) => {
  const { name, manifest } = layer;
  const { entry, release, dialect, running, files = [] } = manifest.pipeline ?? {};
  if (entry === undefined || dialect === undefined || running === undefined)
    throw new Error(`${name}/manifest.json does not say how its pipeline is read and run`);
  const bots = chain(layer, find)
    .filter((each) => each !== layer)
    .flatMap((each) => each.manifest.pipeline ?? []);
  return { name, title: manifest.title, entry, release, dialect, running, files, bots };
});

/** Every pipeline that is offered. */
export const pipelines: readonly string[] = providers.map(({ name }) => name);

export function providerOf(name: string): Provider {
  const found = providers.find((each) => each.name === name);
  if (found === undefined) throw new Error(`there is no provider ${name}`);
  return found;
}

export const readYaml = (files: Files, path: string): DataObject => objectOf(parse(files(path)) as Data);

/** The jobs that check a change, or those of another file of the same provider. */
export const readJobs = ({ entry, dialect }: Provider, files: Files, path = entry): readonly Job[] =>
  jobsOf(path, dialect, (each) => readYaml(files, each));
