import { isChartFile } from '../chart-source.ts';
import type { Finding, Inspected, Repo, TreeCheck } from '../check.ts';
import { directoryOf, nameOf, resolvedFrom } from '../text.ts';
import {
  documentsOf,
  isYaml,
  listOf,
  objectOf,
  objectsIn,
  textOf,
  type Data,
  type DataObject,
} from '../yaml-source.ts';

const isManifest = (path: string): boolean =>
  isYaml(path) && /(^|\/)(deploy|k8s|kubernetes|manifests)\//.test(path) && !isChartFile(path);

export const manifests: TreeCheck = {
  name: 'manifests',
  description:
    'Kubernetes’ manifests have a kind and a name; what a kustomization lists is there; Services, Ingresses, scalers and budgets name what exists; containers have an image and ports that Services reach',
  scope: 'tree',
  reads: isManifest,
  run: (repo) => {
    const all = repo.files.flatMap((file) =>
      documentsOf(file).map((document) => ({ file, document: objectOf(document) })),
    );
    const resources = all.filter(({ document }) => !isKustomization(document)).map(({ document }) => document);
    return all.flatMap(({ file, document }) =>
      (isKustomization(document) ? listed(document, file, repo) : ofResource(document, resources)).map(
        (message): Finding => ({ path: file.path, message }),
      ),
    );
  },
};

const isKustomization = (document: DataObject): boolean => /^(Kustomization|Component)$/.test(textOf(document['kind']));

function listed(kustomization: DataObject, file: Inspected, { has }: Repo): readonly string[] {
  if (nameOf(file.path) !== 'kustomization.yaml')
    return ['is a kustomization, and kustomize looks for kustomization.yaml'];
  const patches = listOf(kustomization['patches']).map((each) => textOf(objectOf(each)['path']));
  return [...['resources', 'components'].flatMap((key) => listOf(kustomization[key]).map(textOf)), ...patches]
    .filter((path) => path !== '' && !path.includes('://') && !has(resolvedFrom(directoryOf(file.path), path) ?? '…'))
    .map((path) => `lists ${path}, which is not there`);
}

function ofResource(resource: DataObject, all: readonly DataObject[]): readonly string[] {
  // A patch by JSON pointer is a list, which has none of these.
  if (Object.keys(resource).length === 0) return [];
  const missing = ['apiVersion', 'kind'].filter((key) => textOf(resource[key]) === '');
  const metadata = objectOf(resource['metadata']);
  return [
    ...missing.map((key) => `a document has no ${key}`),
    ...(textOf(metadata['name']) || textOf(metadata['generateName']) ? [] : ['a document has no name']),
    ...namedBy(resource, all),
    ...containersOf(resource),
  ];
}

const nameIn = (resource: DataObject): string => textOf(objectOf(resource['metadata'])['name']);
const ofKind = (kind: string, all: readonly DataObject[]): readonly DataObject[] =>
  all.filter((each) => textOf(each['kind']) === kind);

function namedBy(resource: DataObject, all: readonly DataObject[]): readonly string[] {
  const spec = objectOf(resource['spec']);
  const said = `${textOf(resource['kind'])} ${nameIn(resource)}`;
  switch (textOf(resource['kind'])) {
    case 'Service':
      return reaches(spec, all).map((problem) => `${said} ${problem}`);
    case 'HorizontalPodAutoscaler':
      return missingOf(objectOf(spec['scaleTargetRef']), all).map(
        (name) => `${said} scales ${name}, which is not there`,
      );
    case 'PodDisruptionBudget':
      return podsOf(objectOf(objectOf(spec['selector'])['matchLabels']), all).length > 0
        ? []
        : [`${said} is for pods that are not there`];
    case 'Ingress':
      return objectsIn(spec)
        .flatMap((each) => [textOf(objectOf(each['service'])['name'])])
        .filter((name) => name !== '' && !ofKind('Service', all).some((each) => nameIn(each) === name))
        .map((name) => `${said} leads to ${name}, which is no Service`);
    default:
      return [];
  }
}

const missingOf = (reference: DataObject, all: readonly DataObject[]): readonly string[] => {
  const [kind, name] = [textOf(reference['kind']), textOf(reference['name'])];
  return name === '' || ofKind(kind, all).some((each) => nameIn(each) === name) ? [] : [`${kind} ${name}`];
};

/** The pod templates that have all of these labels. */
const podsOf = (labels: DataObject, all: readonly DataObject[]): readonly DataObject[] =>
  all
    .map((each) => objectOf(objectOf(each['spec'])['template']))
    .filter((pod) => {
      const own = objectOf(objectOf(pod['metadata'])['labels']);
      return Object.keys(own).length > 0 && Object.entries(labels).every(([key, value]) => own[key] === value);
    });

function reaches(spec: DataObject, all: readonly DataObject[]): readonly string[] {
  const selector = objectOf(spec['selector']);
  if (Object.keys(selector).length === 0) return [];
  const pods = podsOf(selector, all);
  if (pods.length === 0) return ['selects pods that are not there'];
  const open = pods.flatMap((pod) => objectsIn(pod).flatMap((each) => listOf(each['ports']).map(objectOf)));
  const known = new Set(open.flatMap((port) => [textOf(port['name']), textOf(port['containerPort'])]));
  return listOf(spec['ports'])
    .map((port) => textOf(objectOf(port)['targetPort'] ?? objectOf(port)['port']))
    .filter((target) => known.size > 0 && !known.has(target))
    .map((target) => `leads to port ${target}, where no container listens`);
}

/** Of a Deployment, StatefulSet or Job; a patch names a container that another document has, without its image. */
function containersOf(resource: DataObject): readonly string[] {
  const pod = objectOf(objectOf(objectOf(resource['spec'])['template'])['spec']);
  const all = (['initContainers', 'containers'] as const).flatMap((key) =>
    listOf(pod[key]).map((each: Data) => objectOf(each)),
  );
  const isPatch = all.every((each) => each['image'] === undefined);
  return isPatch
    ? []
    : all
        .filter((each) => textOf(each['image']) === '')
        .map((each) => `container ${textOf(each['name'])} has no image`);
}
