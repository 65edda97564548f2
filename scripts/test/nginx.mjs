// The configuration that a page's image has, for an nginx of this machine: a browser meets it beside every service without an engine.
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importBundled } from '../locks/bundled.mjs';

/** Writes it to a directory of its own; answers its path and what removes it. */
export async function configureNginx(frontend, web, api) {
  const directory = mkdtempSync(join(tmpdir(), 'technokaizen-nginx-'));
  // nginx's workers are somebody else.
  chmodSync(directory, 0o755);
  const { securityHeaders } = await importBundled(join(frontend, 'vite/security-headers.ts'));
  const headers = Object.entries(securityHeaders).map(([name, value]) => `add_header ${name} "${value}" always;\n`);
  writeFileSync(join(directory, 'security-headers.conf'), headers.join(''));

  const template = readFileSync(join(frontend, 'nginx/nginx.conf.template'), 'utf8');
  const file = join(directory, 'nginx.conf');
  writeFileSync(file, elsewhere(template, moves({ frontend, directory, web, api })));
  return { file, cleanUp: () => rmSync(directory, { recursive: true, force: true }) };
}

/** What is elsewhere on this machine than in the image. */
const moves = ({ frontend, directory, web, api }) => ({
  // First, as the others lead to /tmp too.
  ' /tmp/': ` ${directory}/`,
  '${API_URL}': `http://127.0.0.1:${api}`,
  '${RESOLVER}': '127.0.0.1',
  '${TRUSTED_PROXY}': '127.0.0.1',
  'listen 8080': `listen 127.0.0.1:${web}`,
  '/usr/share/nginx/html': join(frontend, 'dist'),
  '/etc/nginx/security-headers.conf': join(directory, 'security-headers.conf'),
  'access_log /dev/stdout json': 'access_log off',
});

function elsewhere(template, places) {
  return Object.entries(places).reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`nginx.conf.template has no "${from}"`);
    return text.replaceAll(from, to);
  }, template);
}
