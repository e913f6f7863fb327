/** Everything that is measured, with CloudWatch's word for its unit. docs/operate.md says what each means. */
export const METRICS = {
  /** From API Gateway to the answer, a cold start included. */
  Acknowledgement: 'Milliseconds',
  SignatureFailures: 'Count',
  /** From the queue's taking a job to a worker's taking it up. */
  QueueAge: 'Milliseconds',
  /** From Slack's request to the examined recipient, to the shown answer, to the recorded decision. */
  Check: 'Milliseconds',
  Answer: 'Milliseconds',
  Decision: 'Milliseconds',
  /** From the click on Approve to the change that was written, read back and recorded. */
  VerifiedWrite: 'Milliseconds',
  /** What approved changes came to. */
  Applied: 'Count',
  Stale: 'Count',
  Refused: 'Count',
  Failed: 'Count',
  Unknown: 'Count',
  /** Last attempts that failed, whether or not the asker could be told. */
  GivenUp: 'Count',
  /** What the sweep found due, and how long the oldest outcome has been unknown. */
  Due: 'Count',
  UnknownFor: 'Seconds',
} as const;

type Metric = keyof typeof METRICS;
export type Measured = Readonly<Partial<Record<Metric, number>>>;

/** As the dashboard and the alarms look for them (infra/alarms.yml, infra/dashboard.yml). */
const NAMESPACE = 'migcheck';

const isMetric = (name: string): name is Metric => Object.hasOwn(METRICS, name);

/**
 * Fields of a log line out of which CloudWatch makes metrics, one dimension each: the function's name, which names the
 * stage too. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function embedded(measured: Measured): Record<string, unknown> {
  const Metrics = Object.keys(measured)
    .filter(isMetric)
    .map((Name) => ({ Name, Unit: METRICS[Name] }));
  if (Metrics.length === 0) return {};
  const directive = { Namespace: NAMESPACE, Dimensions: [['FunctionName']], Metrics };
  return {
    _aws: { Timestamp: Date.now(), CloudWatchMetrics: [directive] },
    FunctionName: process.env.AWS_LAMBDA_FUNCTION_NAME ?? 'local',
    ...measured,
  };
}
