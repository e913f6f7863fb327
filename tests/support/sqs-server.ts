import { type QueueTimes, startSqs } from '../../infra/local/sqs.ts';

const times: QueueTimes = JSON.parse(process.argv[2] ?? '{}');
const { close, ...places } = await startSqs(times);

process.stdin.resume().on('end', () => void close().then(() => process.exit(0)));
process.stdout.write(`${JSON.stringify(places)}\n`);
