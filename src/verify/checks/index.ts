import type { Check } from '../check.ts';
import { chart } from './chart.ts';
import { commands } from './commands.ts';
import { compose } from './compose.ts';
import { contract } from './contract.ts';
import { dockerfile } from './dockerfile.ts';
import { environment } from './environment.ts';
import { ignored } from './ignored.ts';
import { imports } from './imports.ts';
import { json } from './json.ts';
import { leftovers } from './leftovers.ts';
import { lines } from './lines.ts';
import { links } from './links.ts';
import { locks } from './locks.ts';
import { manifests } from './manifests.ts';
import { modes } from './modes.ts';
import { modules } from './modules.ts';
import { names } from './names.ts';
import { pages } from './pages.ts';
import { parts } from './parts.ts';
import { pipelines } from './pipelines.ts';
import { ports } from './ports.ts';
import { python } from './python.ts';
import { scripts } from './scripts.ts';
import { secrets } from './secrets.ts';
import { settings } from './settings.ts';
import { shell } from './shell.ts';
import { sources } from './sources.ts';
import { foreignNames } from './foreign-names.ts';
import { toml } from './toml.ts';
import { tsconfig } from './tsconfig.ts';
import { versions } from './versions.ts';
import { yaml } from './yaml.ts';

/** Every check, those that read one file by itself first. Each has a planted defect that it must find: test/verify/defects.ts. */
export const CHECKS: readonly Check[] = [
  ...[json, yaml, toml, python, scripts, shell, dockerfile],
  ...[lines, modes, leftovers, secrets, versions],
  ...[names, foreignNames, imports, modules, tsconfig, pages, links, commands, parts, contract],
  ...[sources, compose, environment, settings, ports, locks, ignored],
  ...[pipelines, manifests, chart],
];
