import { parse } from 'smol-toml';
import { eachFile, type FileCheck, type Finding, type Inspected } from '../check.ts';
import { instructionsOf, isDockerfile, stageOf } from '../dockerfile.ts';
import { lineAt, matchesOf, nameOf } from '../text.ts';
import { isYaml } from '../yaml-source.ts';

type Problem = Omit<Finding, 'path'>;

export const versions: FileCheck = {
  name: 'versions',
  description: 'images, actions and packages have a version, and it is not `latest`',
  scope: 'file',
  reads: (path) => isDockerfile(path) || isYaml(path) || /(^|\/)(package\.json|pyproject\.toml)$/.test(path),
  run: eachFile((file) => {
    if (isDockerfile(file.path)) return imagesOfDockerfile(file);
    if (nameOf(file.path) === 'package.json') return packagesOfNpm(file);
    return file.path.endsWith('.toml') ? packagesOfPython(file) : imagesAndActions(file);
  }),
};

function imagesOfDockerfile({ text }: Inspected): readonly Problem[] {
  const froms = instructionsOf(text).filter(({ keyword }) => keyword === 'FROM');
  const stages = froms.map((from) => stageOf(from).name);
  return froms.flatMap((from) => {
    const { image } = stageOf(from);
    return image === 'scratch' || stages.includes(image) ? [] : imageProblem(image, from.line);
  });
}

const IMAGE = /^[ \t-]*image:[ \t]*["']?([^\s"'#]+)/gm;
const NEW_TAG = /^[ \t-]*newTag:[ \t]*["']?(latest)\b/gm;
const USES = /^[ \t-]*uses:[ \t]*["']?([^\s"'#@]+)@([^\s"'#]+)/gm;
const MOVING = /^(latest|main|master|stable|HEAD)$/;

function imagesAndActions({ text }: Inspected): readonly Problem[] {
  // What kustomize gives a tag needs none in the manifest.
  const isManifest = /^(apiVersion|kind):/m.test(text);
  const images = matchesOf(text, IMAGE).filter(
    ({ groups: [, image = ''] }) => !(isManifest && !image.includes(':')) && !image.startsWith('$'),
  );
  const actions = matchesOf(text, USES).filter(({ groups: [, , version = ''] }) => MOVING.test(version));
  return [
    ...images.flatMap(({ groups: [, image = ''], line }) => imageProblem(image, line)),
    ...matchesOf(text, NEW_TAG).map(({ line }) => ({ line, message: 'the tag is `latest`' })),
    ...actions.map(({ groups: [, action, version], line }) => ({
      line,
      message: `${action} has no version but "${version}", which moves`,
    })),
  ];
}

function imageProblem(image: string, line: number): readonly Problem[] {
  const [, tag] = /:([^/]+)$/.exec(image.split('@')[0] ?? '') ?? [];
  if (image.includes('@sha256:')) return [];
  if (tag === undefined) return [{ line, message: `image ${image} has no version` }];
  return tag === 'latest' || /:-latest\b/.test(image) ? [{ line, message: `image ${image} is \`latest\`` }] : [];
}

const packagesOfNpm = ({ text }: Inspected): readonly Problem[] =>
  matchesOf(text, /^\s*"([^"]+)":\s*"(latest|\*|next|x|>=[^"<]*)"/gm)
    .filter(({ groups: [, name] }) => name !== 'node' && name !== 'npm')
    .map(({ groups: [, name, version], line }) => ({ line, message: `${name} has no version but "${version}"` }));

function packagesOfPython({ text }: Inspected): readonly Problem[] {
  const { project = {}, 'dependency-groups': groups = {} } = tablesOf(text);
  const requirements = [project['dependencies'] ?? [], ...Object.values(groups)].flat();
  return requirements
    .filter((each) => typeof each === 'string' && !/[<>=~!]/.test(each.split(';')[0] ?? ''))
    .map((each) => ({
      line: lineAt(text, text.indexOf(`"${String(each)}`)),
      message: `${String(each)} has no version`,
    }));
}

type Tables = Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>;

function tablesOf(text: string): Tables {
  try {
    return parse(text) as Tables;
  } catch {
    // The check of TOML says so.
    return {};
  }
}
