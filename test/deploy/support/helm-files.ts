// The chart of every stack that can have one, beside the overlays that it must equal, and both in the same words.
import { unmetIn, withNeeds } from '../../../src/needs.ts';
import type { Given } from '../../../src/options.ts';
import type { Resource } from './manifests.ts';
import { catalog, combinations, treeOf, type Answers } from './stacks.ts';

export const DEPLOY: Given = withNeeds({ deploy: ['helm'] }, catalog);

/** What can be chosen together with it. */
export const valid: readonly Answers[] = combinations.filter(
  (answers) => unmetIn({ ...DEPLOY, ...answers }, catalog).length === 0,
);

/** The files below deploy/. */
export const filesOf = (answers: Answers): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...treeOf(answers, { deploy: DEPLOY.deploy ?? [] })]
      .filter(([path]) => path.startsWith('deploy/'))
      .map(([path, { content }]) => [path, content.toString()]),
  );

/** By kind and name, what is the tool's own left out; two that are the same but for that are one, and two that are not are an error. */
type Said = Readonly<Record<string, unknown>>;
type Data = null | string | number | boolean | readonly Data[] | { readonly [key: string]: Data };

/** What Kustomize says: a ConfigMap's name ends with a hash, and the namespace, which Helm is given, is among the resources. */
export function saidByKustomize(resources: readonly Resource[]): Said {
  const hashed = new Map(
    resources
      .filter(({ kind }) => kind === 'ConfigMap')
      .map(({ metadata: { name } }) => [name, name.replace(/-[a-z0-9]{10}$/, '')]),
  );
  return said(
    resources.filter(({ kind }) => kind !== 'Namespace'),
    hashed,
    () => true,
  );
}

const OF_HELM = /^(helm\.sh\/|checksum\/|app\.kubernetes\.io\/managed-by$)/;

/** What Helm says: what the migrations need comes before them under a name of its own, as a hook; its labels, hooks and checksums are its own. */
export function saidByHelm(resources: readonly Resource[]): Said {
  const early = new Map(
    resources
      .filter(({ kind, metadata }) => kind !== 'Job' && isHook(metadata.annotations))
      .map(({ metadata: { name } }) => [name, name.replace(/-migrations$/, '')]),
  );
  return said(resources, early, (key) => !OF_HELM.test(key));
}

export const isHook = (annotations: Readonly<Record<string, string>> = {}): boolean => 'helm.sh/hook' in annotations;

function said(
  resources: readonly Resource[],
  names: ReadonlyMap<string, string>,
  isKept: (key: string) => boolean,
): Said {
  const found: Record<string, unknown> = {};
  for (const resource of resources) {
    const plain = plainly(resource as unknown as Data, { names, isKept, renames: resource.kind !== 'Job' });
    const { kind, metadata } = plain as unknown as Resource;
    const key = `${kind} ${metadata.name}`;
    if (key in found && JSON.stringify(found[key]) !== JSON.stringify(plain))
      throw new Error(`two of ${key}: ${JSON.stringify([found[key], plain])}`);
    found[key] = plain;
  }
  return found;
}

interface How {
  readonly names: ReadonlyMap<string, string>;
  readonly isKept: (key: string) => boolean;
  /** Whether its own name and labels are changed too, or only what it refers to. */
  readonly renames: boolean;
}

/** Keys in order, names as they are meant, and nothing empty where something was left out. */
function plainly(value: Data, how: How, at = ''): Data {
  if (typeof value === 'string') return refersAt(at, how) ? (how.names.get(value) ?? value) : value;
  if (Array.isArray(value)) return (value as readonly Data[]).map((each) => plainly(each, how, at));
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value as Readonly<Record<string, Data>>)
    .filter(([key]) => how.isKept(key))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => [key, plainly(inner, how, `${at}/${key}`)] as const)
    .filter(([key, inner]) => key !== 'annotations' || Object.keys(inner ?? {}).length > 0);
  return Object.fromEntries(kept);
}

const refersAt = (at: string, { renames }: How): boolean =>
  /\/(serviceAccountName|configMapRef\/name)$/.test(at) ||
  (renames && /^\/metadata\/(name|labels\/app\.kubernetes\.io\/name)$/.test(at));
