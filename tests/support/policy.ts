import * as z from 'zod';

const oneOrMore = <Item extends z.ZodType>(item: Item) => z.union([item.transform((one) => [one]), z.array(item)]);

/** The name by which a template points to something: `TalkQueue.Arn`, `AuditTable.Arn/index/recipient`. */
const Pointer = z.union([
  z.string(),
  z.object({ Ref: z.string() }).transform(({ Ref }) => Ref),
  z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) }).transform((get) => get['Fn::GetAtt'].join('.')),
  z.object({ 'Fn::Sub': z.string() }).transform((sub) => sub['Fn::Sub'].replaceAll(/\$\{([^}]+)\}/g, '$1')),
]);

const Statement = z.object({
  Effect: z.enum(['Allow', 'Deny']),
  Action: oneOrMore(z.string()),
  Resource: oneOrMore(Pointer),
  Condition: z.record(z.string(), z.record(z.string(), oneOrMore(Pointer))).default({}),
});
export type Statement = z.infer<typeof Statement>;

const Role = z.object({
  Properties: z.object({
    ManagedPolicyArns: z.undefined().optional(),
    Policies: z.array(z.object({ PolicyDocument: z.object({ Statement: z.array(Statement) }) })),
  }),
});

/** Every statement of an `AWS::IAM::Role`; a role with managed policies is refused, since they are not in the template. */
export const statementsOf = (role: unknown): Statement[] =>
  Role.parse(role).Properties.Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement);

/** `context` holds the request's condition keys, such as `dynamodb:LeadingKeys`. */
export type Request = { action: string; resource: string; context?: Readonly<Record<string, string>> };

/** IAM's order: a deny that matches wins, else one allow is enough, else no. Knows the conditions that infra/roles uses. */
export function allows(statements: readonly Statement[], request: Request): boolean {
  const applying = statements.filter((statement) => applies(statement, request));
  return applying.length > 0 && applying.every(({ Effect }) => Effect === 'Allow');
}

const applies = ({ Action, Resource, Condition }: Statement, { action, resource, context = {} }: Request): boolean =>
  Action.some((pattern) => like(pattern.toLowerCase(), action.toLowerCase())) &&
  Resource.some((pattern) => like(pattern, resource)) &&
  Object.entries(Condition).every(([operator, keys]) =>
    Object.entries(keys).every(([key, wanted]) => holds(operator, wanted, context[key])),
  );

function holds(operator: string, wanted: readonly string[], given: string | undefined): boolean {
  switch (operator) {
    case 'StringEquals':
    case 'ArnEquals':
      return given !== undefined && wanted.includes(given);
    // True of a request without the key, as in IAM.
    case 'ForAllValues:StringLike':
      return given === undefined || wanted.some((pattern) => like(pattern, given));
    default:
      throw new Error(`No rule for the condition operator ${operator}`);
  }
}

const like = (pattern: string, text: string): boolean =>
  new RegExp(
    `^${pattern
      .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
  ).test(text);
