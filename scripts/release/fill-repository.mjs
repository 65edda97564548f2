// Adds to package.json the repository that this workflow runs in. npm accepts provenance only for a package that names the repository it was
// built in, and a fork that publishes must not point to ours: so nothing of it is committed.
import { readPackage, writePackage } from './package.mjs';

const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository } = process.env;
if (!server || !repository) {
  console.error('GITHUB_SERVER_URL and GITHUB_REPOSITORY are not set: run this in a workflow.');
  process.exit(1);
}
const url = `${server}/${repository}`;
writePackage({
  ...readPackage(),
  homepage: `${url}#readme`,
  bugs: { url: `${url}/issues` },
  repository: { type: 'git', url: `git+${url}.git` },
});
