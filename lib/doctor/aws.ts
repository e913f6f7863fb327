/** Why AWS did not answer a question: its own word for it (`AccessDeniedException`), or Node's (`ECONNREFUSED`). */
export type AwsTrouble = { readonly trouble: string };

/** The word for what went wrong. */
export function troubleOf(error: unknown): AwsTrouble {
  const { code, name }: { code?: unknown; name?: string } = Object(error);
  return { trouble: typeof code === 'string' ? code : (name ?? 'unknown') };
}

type Asked = {
  /** What has to be allowed: `dynamodb:DescribeTable on the table`. */
  readonly action: string;
  /** What to do where what was asked for is not there. */
  readonly absent: string;
  /** By which way it is reached from a private subnet. */
  readonly endpoint: string;
};

/** What to do about it. */
export function awsCure({ trouble }: AwsTrouble, { action, absent, endpoint }: Asked): string {
  if (/ResourceNotFound|NonExistent|DoesNotExist/i.test(trouble)) return absent;
  if (/AccessDenied|NotAuthorized|KmsAccess/i.test(trouble))
    return `The role (or your own credentials) must be allowed ${action}.`;
  if (/Credentials|Token|Signature|UnrecognizedClient|InvalidAccessKey|InvalidClientTokenId/i.test(trouble))
    return 'AWS does not know who asks: look at the credentials of this terminal (aws sts get-caller-identity).';
  return `It could not be reached: look at the region (AWS_REGION), and from a private subnet at ${endpoint}.`;
}
