/** What the summary of a run counts (Q169130), for what was taken out and what was put in. */
type RunCounts = {
  readonly extraction: { readonly accounts: number; readonly errors: number };
  readonly import: { readonly accounts: number; readonly errors: number };
};

/** The number behind a label; the text may have lost its line ends. */
function countOf(text: string, label: string): number | undefined {
  const from = text.indexOf(label);
  const digits = from < 0 ? undefined : /^\s{0,40}(\d{1,9})/.exec(text.slice(from + label.length, from + 80))?.[1];
  return digits === undefined ? undefined : Number(digits);
}

function sideOf(text: string): { accounts: number; errors: number } | undefined {
  const [accounts, errors] = [countOf(text, 'Accounts:'), countOf(text, 'Errors:')];
  return accounts === undefined || errors === undefined ? undefined : { accounts, errors };
}

/** The counts of a 10068; undefined where the text does not hold them. */
function runCountsIn(text: string): RunCounts | undefined {
  const from = text.indexOf('Extraction');
  const middle = text.indexOf('Import', from);
  if (from < 0 || middle < 0) return undefined;
  const [extraction, imported] = [sideOf(text.slice(from, middle)), sideOf(text.slice(middle))];
  return extraction && imported ? { extraction, import: imported } : undefined;
}

const counted = (count: number, one: string, several: string): string => `${count} ${count === 1 ? one : several}`;
const accountsOf = (count: number): string => counted(count, 'account', 'accounts');
const usersOf = (count: number): string => counted(count, 'user', 'users');
const errorsOf = (count: number): string => counted(count, 'error', 'errors');

/** The counts of a run as a sentence. Errors under Extraction count users, not messages (Q169130). */
function runSentence(counts: RunCounts): string {
  const { extraction, import: imported } = counts;
  const failed = extraction.errors > 0 ? `${usersOf(extraction.errors)} failed in the extraction` : '';
  const refused = imported.errors > 0 ? `the import counts ${errorsOf(imported.errors)}` : '';
  const trouble = [failed, refused].filter((text) => text !== '').join(', and ');
  if (imported.accounts === 0)
    return trouble
      ? `Total failure: no account was imported, ${trouble}.`
      : 'No account was imported, and no error is counted.';
  const good = `${accountsOf(imported.accounts)} ${imported.accounts === 1 ? 'was' : 'were'} imported`;
  return trouble ? `Partly done: ${good}, ${trouble}.` : `${good}, without errors.`;
}

/** The counts of an 8001 as a sentence (Q166612); undefined where the text does not hold them. */
function importSentence(text: string): string | undefined {
  const counts = [
    ...text.matchAll(/(\d{1,9}) (?:Message|Account|Pab)-\w{1,12} {1,3}(?:operations )?encountered errors/gi),
  ];
  if (counts.length === 0) return undefined;
  const errors = counts.reduce((sum, [, count]) => sum + Number(count), 0);
  return errors === 0 ? 'The import counts no errors.' : `The import counts ${errorsOf(errors)}.`;
}

const flat = (text: string): string => text.replace(/\s+/g, ' ');

/** What the counts of a summary event (10068, 8001) say; undefined for any other event. */
export function countsSentence(id: number, text: string): string | undefined {
  if (id === 8001) return importSentence(flat(text));
  const counts = id === 10_068 ? runCountsIn(flat(text)) : undefined;
  return counts && runSentence(counts);
}
