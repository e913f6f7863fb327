import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { WIZARD_VERSIONS, wizardOfMlmig } from '../../lib/migration/wizard.ts';

describe('the version of Mlmig32.dll tells the wizard', () => {
  test.each([
    ['Q243604', '5.5.1960.3', '5.5-rtm'],
    ['Q243604', '5.5.2232.2', '5.5-sp1'],
    ['Q194218, a fix after SP1', '5.5.2419.0', '5.5-sp1'],
    ['Q243604', '5.5.2448.4', '5.5-sp2'],
    ['Q214838, a fix after SP2', '5.5.2543.1', '5.5-sp2'],
    ['Q233325, a fix after SP2', '5.5.2627.0', '5.5-sp2'],
    ['Q243604', '5.5.2650.12', '5.5-sp3'],
    ['Q244702, a fix after SP3', '5.5.2651.29', '5.5-sp3'],
    ['Q244702, a fix after SP3', '5.5.2652.39', '5.5-sp3'],
    ['Q287056, a fix after SP4', '5.5.2654.89', '5.5-sp4'],
    ['Q287056, as the article prints it', '2654.89', '5.5-sp4'],
    ['with the name of the file', 'Mlmig32.dll 5.5.2232.2', '5.5-sp1'],
    ['with the name of the file', 'mlmig32 v5.5.1960.3', '5.5-rtm'],
    ['with blanks around it', '  5.5.1960.3 ', '5.5-rtm'],
  ])('%s: %s', (_, version, wizard) => {
    expect(wizardOfMlmig(version)).toEqual({ kind: 'wizard', wizard });
  });

  test.each(['Mailmig.exe 5.5.1960.3', 'mailmig 5.5.2650.12', 'MAILMIG.EXE', '5.5.2521.0', '5.5.2448.0'])(
    '%s is of Mailmig.exe, which did not change with SP1, and is refused',
    (version) => {
      expect(wizardOfMlmig(version)).toEqual({ kind: 'refused', why: expect.stringContaining('Mlmig32.dll') });
    },
  );

  test.each(['5.5.2100.0', '5.5.1800.1', '5.5.3000.0', '5.5.9999.9'])(
    '%s is in no article, and no wizard is guessed',
    (version) => {
      expect(wizardOfMlmig(version)).toEqual({ kind: 'refused', why: expect.stringContaining('No article') });
    },
  );

  test.each([
    ...WIZARD_VERSIONS,
    '',
    '5.5',
    'vista',
    '2000.',
    '6.0.4417.5',
    '1.2.3.4.5.6',
    'about 5.5.2232.2',
    '5.5.2232.2 or so',
    '5.5.2232.2x',
    '5.5.2232.12345',
  ])('%j is no version of that file', (text) => {
    expect(wizardOfMlmig(text)).toBeUndefined();
  });

  test('a later build is never an older wizard', () => {
    const build = fc.integer({ min: 2232, max: 2999 });
    fc.assert(
      fc.property(build, build, (one, other) => {
        const [first, second] = [Math.min(one, other), Math.max(one, other)].map((number) => {
          const told = wizardOfMlmig(`5.5.${number}.7`);
          return told?.kind === 'wizard' ? WIZARD_VERSIONS.indexOf(told.wizard) : -1;
        });
        expect(first).toBeLessThanOrEqual(second ?? 0);
      }),
    );
  });
});
