import { expect, test } from '@jest/globals';
import { subjectOf } from '../../lib/migration/subject.ts';
import { evidenceIn } from '../support/judge.ts';
import { customRecipient, mailbox } from '../support/recipients.ts';

const MIGRATE = 'migrate:MS:CORP/PO1/JDOE';
const JDOE = mailbox({ proxies: [MIGRATE] });
const NAMESAKE = customRecipient({ directoryName: 'jdoe-corp', proxies: ['MS:CORP/PO2/JDOE'] });
const HOLDER = mailbox({ alias: 'frontdesk', displayName: 'Front Desk', proxies: [MIGRATE] });

const othersOf = (...scene: Parameters<typeof evidenceIn>) => subjectOf(evidenceIn(...scene)).others;

test('beside the mailbox in question there are those who go by its name, and those who hold its address', () => {
  expect(othersOf({ recipients: [JDOE] })).toEqual([]);
  expect(othersOf({ recipients: [JDOE, NAMESAKE] })).toEqual([NAMESAKE]);
  expect(othersOf({ recipients: [JDOE], elsewhere: [HOLDER] })).toEqual([HOLDER]);
  expect(othersOf({ recipients: [JDOE, NAMESAKE], elsewhere: [HOLDER] })).toEqual([NAMESAKE, HOLDER]);
});

test('whoever goes by the name and holds the address as well is there once', () => {
  const both = customRecipient({ directoryName: 'jdoe-corp', proxies: ['MS:CORP/PO1/JDOE'] });
  expect(othersOf({ recipients: [JDOE, both], elsewhere: [HOLDER] })).toEqual([both, HOLDER]);
});
