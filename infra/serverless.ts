// Builds the bundles and hands over to serverless (osls): `npm run package`, `npm run deploy -- --stage prod`,
// `npm run remove -- --stage prod`.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.ts';

const root = join(import.meta.dirname, '..');
const words = process.argv.slice(2);

/** Without these the stack would come up and answer nothing, or have no network of its own. */
const NEEDED_TO_DEPLOY = ['LDAP_URL', 'LDAP_BASE_DN', 'LDAP_BIND_DN', 'VPC_SUBNET_IDS', 'VPC_SECURITY_GROUP_IDS'];

/** Only a certificate in infra/ca is packed with the functions, see infra/build.ts. */
const packed = (certificate: string) =>
  /^infra\/ca\/[^/]+\.pem$/.test(certificate) && existsSync(join(root, certificate));

function whyNotDeploy(environment: NodeJS.ProcessEnv): string | undefined {
  const missing = NEEDED_TO_DEPLOY.filter((name) => !environment[name]);
  if (missing.length) return `not set in .env or the environment: ${missing.join(', ')}`;
  const certificate = environment.LDAP_CA_FILE;
  if (certificate && !packed(certificate)) return `LDAP_CA_FILE must be a file infra/ca/*.pem, and is ${certificate}`;
  return undefined;
}

if (existsSync(join(root, '.env'))) process.loadEnvFile(join(root, '.env'));
const problem = words[0] === 'deploy' ? whyNotDeploy(process.env) : undefined;
if (problem) {
  process.stderr.write(`migcheck: nothing was deployed; ${problem}.\n`);
  process.exit(2);
}
// What is removed is not built.
if (words[0] !== 'remove') await build();
const serverless = join(root, 'node_modules/serverless/bin/serverless.js');
const { status } = spawnSync(process.execPath, [serverless, ...words], { cwd: root, stdio: 'inherit' });
process.exit(status ?? 1);
