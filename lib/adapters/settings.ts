import { Misconfigured } from '../errors.ts';
import type { PostOffice } from '../migration/address.ts';
import { MIGRATE_TEMPLATE, parseProxyAddress } from '../migration/address.ts';
import type { Assumptions } from '../migration/examination.ts';
import { readSensitive } from '../migration/needs.ts';
import { WIZARD_VERSIONS, type WizardVersion } from '../migration/wizard.ts';
import { type DirectorySettings, splitUrls } from './directory/settings.ts';

/** Environment variables, secrets among them once they have been read. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The variable's value, trimmed; throws Misconfigured when it is missing or empty. */
export function required(environment: Environment, name: string): string {
  const value = environment[name]?.trim();
  if (!value) throw new Misconfigured(`${name} is not set`);
  return value;
}

/** The variable's value, trimmed; undefined when it is missing or empty. */
export const optional = (environment: Environment, name: string): string | undefined =>
  environment[name]?.trim() || undefined;

/** Values between commas or blanks. */
const listed = (environment: Environment, name: string): readonly string[] =>
  (optional(environment, name) ?? '').split(/[\s,]+/).filter((value) => value !== '');

/** One of a few words, in any case. */
function choice<Word extends string>(
  environment: Environment,
  name: string,
  words: readonly Word[],
  standard: Word,
): Word {
  const value = optional(environment, name)?.toLowerCase();
  if (value === undefined) return standard;
  const word = words.find((known) => known === value);
  if (!word) throw new Misconfigured(`${name} has to be one of ${words.join(', ')}`);
  return word;
}

/** With more recipients than that, a wave keeps them packed and works people in parts. */
export const waveSplit = (environment: Environment): number => count(environment, 'WAVE_SPLIT', 110_000);

/** `NET/PO` pairs between commas. */
const postOffices = (environment: Environment, name: string): readonly PostOffice[] =>
  (optional(environment, name) ?? '')
    .split(',')
    .map((text) => text.trim().replace(/^ms:/i, ''))
    .filter((text) => text !== '')
    .map((text) => {
      const [network, postOffice, ...more] = text.split('/');
      if (!network || !postOffice || more.length > 0)
        throw new Misconfigured(`${name} lists NETWORK/POSTOFFICE pairs, for example CORP/PO1,CORP/PO2`);
      return { network, postOffice };
    });

/** The MIGRATE template; what is written has to be a MIGRATE proxy that names all three parts. */
function migrateTemplate(environment: Environment): string {
  const template = optional(environment, 'MIGRATE_TEMPLATE') ?? MIGRATE_TEMPLATE;
  const type = parseProxyAddress(template)?.type.toUpperCase();
  const parts = ['{network}', '{postoffice}', '{mailbox}'].every((part) => template.includes(part));
  if (type !== 'MIGRATE' || !parts)
    throw new Misconfigured(
      `MIGRATE_TEMPLATE has to begin with migrate: and hold {network}, {postoffice} and {mailbox}; the standard is ${MIGRATE_TEMPLATE}`,
    );
  return template;
}

/** What verdicts depend on. A write account has to be named here even where only its place may use it. */
export const assumptions = (environment: Environment): Assumptions => ({
  wizard: choice<WizardVersion>(environment, 'WIZARD_VERSION', WIZARD_VERSIONS, 'unknown'),
  template: migrateTemplate(environment),
  postOffices: postOffices(environment, 'POSTOFFICES'),
  canWrite: optional(environment, 'LDAP_WRITE_BIND_DN') !== undefined,
});

const UNIT = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** A duration such as 30m, 8h or 2d, in milliseconds. */
function duration(environment: Environment, name: string, standard: number): number {
  const value = optional(environment, name);
  if (value === undefined) return standard;
  const [, count, unit] = /^(\d{1,4})\s*([mhd])$/i.exec(value) ?? [];
  const ms = Number(count) * (UNIT[unit?.toLowerCase() as keyof typeof UNIT] ?? 0);
  if (!(ms > 0)) throw new Misconfigured(`${name} is a number and m, h or d, for example 30m, 8h or 2d`);
  return ms;
}

/** A whole number of at least 1. */
function count(environment: Environment, name: string, standard: number): number {
  const value = optional(environment, name) ?? String(standard);
  if (!/^[1-9]\d{0,5}$/.test(value)) throw new Misconfigured(`${name} is a whole number of at least 1`);
  return Number(value);
}

/** Slack ids of users and user groups. */
function people(environment: Environment, name: string): readonly string[] {
  const ids = listed(environment, name);
  if (ids.some((id) => !/^[UWS][A-Z0-9]+$/.test(id)))
    throw new Misconfigured(`${name} lists Slack ids of users (U…, W…) and user groups (S…)`);
  return ids;
}

function sensitive(environment: Environment) {
  const all = readSensitive(optional(environment, 'SENSITIVE') ?? '');
  if (all.names.some((name) => name.includes('=')))
    throw new Misconfigured('SENSITIVE lists names and distinguished names between semicolons; one cannot be read');
  return all;
}

/** Who may ask; nobody named: everybody. */
export const requesters = (environment: Environment): readonly string[] => people(environment, 'REQUESTERS');

/** Who asks, who decides, who is called, where, and for how long; durations in milliseconds. */
export const policy = (environment: Environment) => ({
  requesters: requesters(environment),
  perMinute: count(environment, 'RATE_LIMIT', 30),
  approvers: people(environment, 'APPROVERS'),
  notify: people(environment, 'NOTIFY'),
  selfApproval: choice(environment, 'SELF_APPROVAL', ['refused', 'allowed'], 'refused') === 'allowed',
  needs: {
    approvals: count(environment, 'APPROVALS_REQUIRED', 1),
    sensitive: sensitive(environment),
    twoApprovers: count(environment, 'WAVE_TWO_APPROVERS', 50),
  },
  ...(optional(environment, 'APPROVAL_CHANNEL') ? { approvalChannel: required(environment, 'APPROVAL_CHANNEL') } : {}),
  proposalTtl: duration(environment, 'PROPOSAL_TTL', 8 * UNIT.h),
  applyWithin: duration(environment, 'APPLY_WITHIN', UNIT.h),
});

/** Channels in which a pasted event is explained without anybody asking; none, unless they are named. */
export function watchedChannels(environment: Environment): readonly string[] {
  const channels = listed(environment, 'WATCH_CHANNELS');
  if (channels.some((id) => !/^[CG][A-Z0-9]+$/.test(id)))
    throw new Misconfigured("WATCH_CHANNELS lists channel ids (C…), which stand at the end of a channel's details");
  return channels;
}

/** How one of the two accounts asks the directory; `password` is a secret and comes by environmentWith. */
export function directorySettings(environment: Environment, account: 'read' | 'write'): DirectorySettings {
  const prefix = account === 'read' ? 'LDAP_BIND' : 'LDAP_WRITE_BIND';
  const own = postOffices(environment, 'OWN_POSTOFFICES');
  const setting = (name: string) => optional(environment, name);
  return {
    urls: splitUrls(required(environment, 'LDAP_URL')),
    bindDn: required(environment, `${prefix}_DN`),
    password: required(environment, `${prefix}_PASSWORD`),
    tls: choice(environment, 'LDAP_TLS', ['ldaps', 'starttls', 'off'], 'ldaps'),
    kind: choice(environment, 'DIRECTORY_KIND', ['auto', 'exchange55', 'ad'], 'auto'),
    migrateTemplate: migrateTemplate(environment),
    ...(setting('LDAP_BASE_DN') ? { baseDn: required(environment, 'LDAP_BASE_DN') } : {}),
    ...(setting('LDAP_CA_FILE') ? { caFile: required(environment, 'LDAP_CA_FILE') } : {}),
    ...(setting('LDAP_GC_URL') ? { gcUrl: required(environment, 'LDAP_GC_URL') } : {}),
    ...(own.length > 0 ? { ownPostOffices: own } : {}),
  };
}

/** An AWS service: on AWS itself, or the stand-in named by `variable`. */
const awsPlace = (environment: Environment, variable: 'DYNAMODB_ENDPOINT' | 'SQS_ENDPOINT') => ({
  endpoint: optional(environment, variable),
  region: optional(environment, 'AWS_REGION'),
});

/** The queues a function may send to; one it may not send to has no address. */
export const queuePlace = (environment: Environment) => ({
  ...awsPlace(environment, 'SQS_ENDPOINT'),
  urls: {
    talk: optional(environment, 'TALK_QUEUE_URL') ?? '',
    checks: optional(environment, 'CHECKS_QUEUE_URL') ?? '',
    waves: optional(environment, 'WAVES_QUEUE_URL') ?? '',
    fixes: optional(environment, 'FIXES_QUEUE_URL') ?? '',
  },
});

export const ledgerPlace = (environment: Environment) => ({
  ...awsPlace(environment, 'DYNAMODB_ENDPOINT'),
  proposalsTable: required(environment, 'PROPOSALS_TABLE'),
  auditTable: required(environment, 'AUDIT_TABLE'),
});
