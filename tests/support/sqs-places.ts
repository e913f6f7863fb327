import { join } from 'node:path';
import { GetQueueAttributesCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { LocalSqs, QueueTimes } from '../../infra/local/sqs.ts';
import { awsSettings } from '../../lib/adapters/aws.ts';
import { startScript } from './script-server.ts';

export type SqsPlaces = Omit<LocalSqs, 'close'>;

/** An SQS of its own for a test, with a look into its queues that owes nothing to what is tested. */
export async function startSqsServer(times: QueueTimes = {}) {
  const { said: places, stop } = await startScript<SqsPlaces>(join(__dirname, 'sqs-server.ts'), times);
  const client = new SQSClient(awsSettings(places, { requestTimeout: 5000, maxAttempts: 3 }));
  return {
    ...places,
    /** Takes one message, if there is one, with everything SQS knows of it. */
    async take(QueueUrl: string) {
      const all = { MessageSystemAttributeNames: ['All' as const], MessageAttributeNames: ['All'] };
      const { Messages = [] } = await client.send(new ReceiveMessageCommand({ QueueUrl, ...all }));
      return Messages[0];
    },
    /** How many messages are ready, received but not yet deleted, and waiting for their delay to pass. */
    async counts(QueueUrl: string) {
      const { Attributes = {} } = await client.send(
        new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
      );
      return {
        ready: Number(Attributes.ApproximateNumberOfMessages),
        hidden: Number(Attributes.ApproximateNumberOfMessagesNotVisible),
        delayed: Number(Attributes.ApproximateNumberOfMessagesDelayed),
      };
    },
    async stop() {
      client.destroy();
      await stop();
    },
  };
}
