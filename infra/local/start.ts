import { existsSync } from 'node:fs';
import { startBot } from './bot.ts';
import { announceRunning, forgetRunning } from './running.ts';

if (existsSync('.env')) process.loadEnvFile('.env');
// One line a job is for CloudWatch; in a terminal it would bury the address of the page.
process.env.POWERTOOLS_LOG_LEVEL ??= 'WARN';

const sentenceFor = (error: unknown): string => {
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')
    return `Port ${process.env.PORT ?? 3000} is in use. Stop what uses it, or choose another: PORT=3001 npm start`;
  return error instanceof Error ? error.message : String(error);
};

try {
  const bot = await startBot(process.env);
  announceRunning(bot.environment);
  const directory = bot.environment.LDAP_URL
    ? 'Its directory is a sample organisation. Type /migcheck jdoe, propose the fix, then switch to Avery and approve it.'
    : `Its directory is ${process.env.LDAP_URL}${process.env.LDAP_WRITE_BIND_DN ? '' : ', read-only'}.`;
  process.stdout.write(
    bot.page
      ? `\nmigcheck is ready: ${bot.page}\n\n${directory}\nThe look-alike's requests go to ${bot.door} (npm run smoke -- --url takes it).\nCtrl-C stops everything.\n`
      : `\nmigcheck is ready for Slack's requests at ${bot.door}. Ctrl-C stops it.\n`,
  );
  const stop = async () => {
    process.stdout.write('\nStopping …\n');
    forgetRunning();
    await bot.close();
    process.exit(0);
  };
  process.once('SIGINT', () => void stop());
  process.once('SIGTERM', () => void stop());
} catch (error) {
  process.stderr.write(`migcheck did not start. ${sentenceFor(error)}\n`);
  process.exit(2);
}
