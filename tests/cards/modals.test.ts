import { describe, expect, test } from '@jest/globals';
import { modalProblems } from '../../infra/local/slack/block-kit/validate.ts';
import { addressModal, denyModal, explainModal, type Origin, waveModal, whoseModal } from '../../lib/cards/modals.ts';

const origin: Origin = {
  about: '0123456789abcdef0123456789abcdef',
  channel: 'C012AB3CD',
  responseUrl: `https://hooks.slack.com/actions/T012AB3CD/1234567890123/${'x'.repeat(24)}`,
};

describe('Slack takes every modal, and hands back where it came from', () => {
  test.each([
    ['the MS address', addressModal(origin)],
    ['the MS address, with a guess', addressModal(origin, 'CORP/PO1/JDOE')],
    ['the reason of a denial', denyModal(origin)],
    ['whose mailbox it was', whoseModal(origin)],
    ['a text, files and a person', explainModal(origin)],
    ['a list', waveModal(origin)],
    ['a container that was named', waveModal(origin, 'ou=LONDON,o=FABRIKAM')],
  ])('%s', (_, modal) => {
    expect(modalProblems(modal)).toEqual([]);
    expect(JSON.parse(modal.private_metadata ?? '')).toEqual(origin);
  });
});

test('a guess is filled in and called a guess', () => {
  const words = JSON.stringify(addressModal(origin, 'CORP/PO1/JDOE'));

  expect(words).toContain('"initial_value":"CORP/PO1/JDOE"');
  expect(words).toMatch(/guess/);
  expect(JSON.stringify(addressModal(origin))).not.toMatch(/guess|initial_value/);
});

test('a denial cannot be sent without a reason', () => {
  expect(denyModal(origin).blocks).toEqual([expect.objectContaining({ block_id: 'reason', optional: false })]);
});
