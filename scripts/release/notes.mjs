// Prints the section of CHANGELOG.md about the version of package.json: the text of its release.
import { readFileSync } from 'node:fs';
import { readPackage } from './package.mjs';

const { version } = readPackage();
const [, ...sections] = readFileSync('CHANGELOG.md', 'utf8').split(/^## /m);
const section = sections.find((text) => text.startsWith(`${version}\n`));
if (section === undefined) throw new Error(`CHANGELOG.md has no section for ${version}`);
console.log(section.slice(version.length).trim());
