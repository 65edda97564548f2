import { isAmong } from '../../pipeline.ts';
import { eachFile, type Choices, type FileCheck, type Finding } from '../check.ts';
import { isLock } from '../files.ts';
import { SECRET_MARK } from '../rendered.ts';
import { matchesOf } from '../text.ts';

type Problem = Omit<Finding, 'path'>;

const KEYS =
  /-----BEGIN [A-Z ]*PRIVATE KEY-----|\b(?:AKIA|ASIA)[A-Z0-9]{16}\b|\bgh[pousr]_[A-Za-z0-9]{30,}\b|\bglpat-[\w-]{20}\b|\bxox[abpr]-[\w-]{10,}|\bsk_live_\w{16,}|\beyJ[\w-]{20,}\.eyJ[\w-]{20,}/g;
const MARK = new RegExp(SECRET_MARK, 'g');

/** A value for a variable that is secret by its name: what is filled in later is none. */
const VALUES =
  /^[ \t-]*(?:export )?["']?([A-Z][A-Z0-9_]*(?:SECRET|PASSWORD|TOKEN|API_KEY|PRIVATE_KEY)(?:_KEY)?)["']?[ \t]*[:=][ \t]*(\S+)/gm;
const FILLED_LATER = /^["']?(?:\$|\{\{|change-me|<|!reference|true\b|false\b|none\b|write\b|read\b|#)/;

/** Settings, pipelines and manifests: code has names like these for other things. */
const isSetting = (path: string): boolean => /\.(ya?ml|toml|ini|conf|env\.example)$|Dockerfile$/.test(path);

export const secrets: FileCheck = {
  name: 'secrets',
  description: 'no key, token or password but in files that git ignores',
  scope: 'file',
  reads: (path) => !isLock(path),
  run: eachFile(({ path, text, secret }, choices) => {
    if (secret) return [];
    const keys = matchesOf(text, KEYS).map(({ line }) => ({ line, message: 'holds a key' }));
    const marks = matchesOf(text, MARK).map(({ line }) => ({ line, message: 'holds a secret of this repository' }));
    return [...keys, ...marks, ...(isSetting(path) ? valuesIn(path, text, choices) : [])];
  }),
};

/** A server of a pipeline is thrown away after its job: a password that is its user's name keeps nobody out, and is none. */
const isOpen = (path: string, text: string, value: string, { pipelines }: Choices): boolean =>
  text.includes(`://${value}:${value}@`) && pipelines.some(({ files }) => isAmong(files, path));

const valuesIn = (path: string, text: string, choices: Choices): readonly Problem[] =>
  matchesOf(text, VALUES)
    .filter(({ groups: [, , value = ''] }) => !FILLED_LATER.test(value) && !isOpen(path, text, value, choices))
    .map(({ groups: [, name], line }) => ({ line, message: `${name} has a value` }));
