import { type QueueTimes, startSqs } from '../../infra/local/sqs.ts';

/** The clock of the queues: the machine's, and as far ahead of it as was asked for. */
const machine = Date.now;
let ahead = 0;
Date.now = () => machine() + ahead;

const times: QueueTimes = JSON.parse(process.argv[2] ?? '{}');
const { close, ...places } = await startSqs(times);

// Each line is a number of milliseconds by which the clock is moved on.
process.stdin.on('data', (lines: Buffer) => {
  for (const line of String(lines).trim().split('\n')) ahead += Number(line);
});
process.stdin.on('end', () => void close().then(() => process.exit(0)));
process.stdout.write(`${JSON.stringify(places)}\n`);
