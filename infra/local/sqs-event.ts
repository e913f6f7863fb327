import type { Message, MessageAttributeValue } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSMessageAttribute, SQSRecord } from 'aws-lambda';

/** What Lambda hands over of one message: https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
export function sqsRecord(message: Message, queueArn: string): SQSRecord {
  const { MessageId = '', ReceiptHandle = '', Body = '', Attributes = {}, MD5OfBody = '' } = message;
  const { ApproximateReceiveCount = '1', SentTimestamp = '0', SenderId = '' } = Attributes;
  const { ApproximateFirstReceiveTimestamp = SentTimestamp } = Attributes;
  return {
    messageId: MessageId,
    receiptHandle: ReceiptHandle,
    body: Body,
    attributes: { ...Attributes, ApproximateReceiveCount, SentTimestamp, SenderId, ApproximateFirstReceiveTimestamp },
    messageAttributes: Object.fromEntries(Object.entries(message.MessageAttributes ?? {}).map(messageAttribute)),
    md5OfBody: MD5OfBody,
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn,
    awsRegion: queueArn.split(':')[3] ?? '',
  };
}

const messageAttribute = ([name, value]: [string, MessageAttributeValue]): [string, SQSMessageAttribute] => [
  name,
  {
    stringValue: value.StringValue,
    binaryValue: value.BinaryValue && Buffer.from(value.BinaryValue).toString('base64'),
    stringListValues: [],
    binaryListValues: [],
    dataType: value.DataType ?? 'String',
  },
];

/**
 * The messages that stay on the queue after a batch with ReportBatchItemFailures. No list, or an empty one, is a batch
 * that went well; an id that is missing or of no message in the batch makes Lambda take the whole batch as failed:
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export function failedMessages(response: SQSBatchResponse | null | undefined, ids: readonly string[]): Set<string> {
  const failed = (response?.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier);
  return new Set(failed.every((id) => ids.includes(id)) ? failed : ids);
}
