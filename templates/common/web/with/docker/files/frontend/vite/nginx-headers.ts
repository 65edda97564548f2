// The headers of security-headers.ts as nginx's directives, on stdout: for the image.
import { securityHeaders } from './security-headers.ts';

for (const [name, value] of Object.entries(securityHeaders)) {
  process.stdout.write(`add_header ${name} "${value}" always;\n`);
}
