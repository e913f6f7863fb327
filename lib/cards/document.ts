import { isPrimary, proxyText, writeMsAddress } from '../migration/address.ts';
import type { Examination } from '../migration/examination.ts';
import type { Recipient } from '../migration/recipient.ts';
import { ruleOf } from '../migration/rules.ts';
import type { Source } from '../migration/source.ts';
import { LEARNT_FROM } from '../migration/source.ts';
import { headline } from './check-card.ts';
import { whyNoFix } from './check-fix.ts';
import { hiddenIn } from './check-object.ts';
import { KIND_NAME } from './names.ts';
import { notAscii, verbatim, visible } from './visible.ts';

const recipientDocument = (recipient: Recipient) => ({
  dn: recipient.dn,
  kind: recipient.kind,
  alias: recipient.alias ?? null,
  directoryName: recipient.directoryName ?? null,
  displayName: recipient.displayName ?? null,
  hidden: recipient.hidden,
  proxies: recipient.proxies.map((proxy) => ({ value: proxyText(proxy), primary: isPrimary(proxy) })),
  target: recipient.target ? proxyText(recipient.target) : null,
});

function sourceDocument(source: Source) {
  switch (source.kind) {
    case 'known':
      return {
        address: `MS:${writeMsAddress(source.address)}`,
        learntFrom: source.learntFrom,
        confirmed: source.confirmed,
      };
    case 'disagree':
      return {
        address: null,
        candidates: source.candidates.map(({ address, learntFrom }) => ({
          address: `MS:${writeMsAddress(address)}`,
          learntFrom,
        })),
      };
    case 'unknown':
      return null;
    default:
      return source satisfies never;
  }
}

/** A check as one JSON document for machines; `fix.value` is always written `migrate:MS:NET/PO/USER`. */
export function checkDocument({ diagnosis, recipients, source, offer, view }: Examination) {
  const [only, ...more] = recipients;
  const subject = diagnosis.mailbox ?? (more.length === 0 ? only : undefined);
  return {
    recipient: subject ? recipientDocument(subject) : null,
    source: sourceDocument(source),
    diagnosis: {
      kind: diagnosis.kind,
      found: diagnosis.found,
      articles: diagnosis.articles,
      inferences: diagnosis.inferences,
      outcomes: diagnosis.outcomes.map(({ lookUp, rule }) => ({
        lookUp,
        rule,
        kind: ruleOf(rule).kind,
        found: ruleOf(rule).found,
        says: ruleOf(rule).says,
        todo: ruleOf(rule).todo,
      })),
      stale: diagnosis.stale.map((address) => `MS:${writeMsAddress(address)}`),
      others: diagnosis.others.map(({ dn, kind }) => ({ dn, kind })),
      noFix: offer.fix ? null : offer.why,
      searched: { server: view.server, base: view.base, seesHidden: view.seesHidden },
    },
    fix: offer.fix ? { dn: offer.fix.dn, attribute: offer.fix.attribute, value: offer.fix.value } : null,
  };
}

/** A check for a terminal. */
export function checkText(examination: Examination): string {
  const { diagnosis, source, offer, recipients } = examination;
  const shown = diagnosis.mailbox ? [diagnosis.mailbox, ...diagnosis.others] : recipients;
  const people = shown.flatMap((recipient) => [
    `${KIND_NAME[recipient.kind]}  ${visible(recipient.dn)}`,
    ...recipient.proxies.map((proxy) => `  ${isPrimary(proxy) ? '*' : ' '} ${visible(proxyText(proxy))}`),
  ]);
  const [first, second] = diagnosis.outcomes;
  const differ = second !== undefined && second.rule !== first.rule;
  const verdict = (differ ? diagnosis.outcomes : [first]).flatMap(({ lookUp, rule }) => [
    ...(differ ? [lookUp === 'migrate' ? 'Before SP1:' : 'From SP1 on:'] : []),
    ruleOf(rule).says,
    `What to do: ${ruleOf(rule).todo}`,
  ]);
  return [
    `${visible(headline(examination))} (${diagnosis.kind})`,
    ...verdict,
    `Articles: ${diagnosis.articles.join(', ')}`,
    ...diagnosis.inferences.map((text) => `Inference: ${text}`),
    ...(source.kind === 'known'
      ? [`Source address: ${visible(`MS:${writeMsAddress(source.address)}`)} (${LEARNT_FROM[source.learntFrom]})`]
      : []),
    `Searched: ${examination.view.server}, ${examination.view.base}.${hiddenIn(examination.view)}`,
    ...people,
    ...whyNoFix(offer),
    ...(offer.fix
      ? [
          `Fix: add to ${visible(offer.fix.dn)}`,
          `  ${offer.fix.attribute}: ${verbatim(offer.fix.written)}`,
          ...[notAscii(offer.fix.written) ?? []].flat().map((odd) => `  ${odd}`),
        ]
      : []),
  ].join('\n');
}
