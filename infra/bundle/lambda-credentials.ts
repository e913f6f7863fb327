/**
 * Takes the place of @aws-sdk/credential-provider-node in a bundle. A Lambda function has its role's credentials in the
 * environment and nowhere else, so that files, SSO and instance metadata are only weight at a cold start.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 */
export const defaultProvider = () => async () => ({
  accessKeyId: given('AWS_ACCESS_KEY_ID'),
  secretAccessKey: given('AWS_SECRET_ACCESS_KEY'),
  sessionToken: process.env.AWS_SESSION_TOKEN,
});

function given(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: no credentials for AWS`);
  return value;
}
