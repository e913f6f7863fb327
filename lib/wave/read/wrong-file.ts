import type { WrongFile } from '../list.ts';
import type { Unclosed } from '../table.ts';

/** What can be handed in. */
const EXPECTED =
  "Hand in the wizard's user list (CSV), a primary file (.pri), a directory export of the Admin program (CSV), or one person a line.";

export const wrong = (problem: string, instead: string = EXPECTED): WrongFile => ({ problem, instead });

export const unclosed = ({ unclosed: line }: Unclosed): WrongFile =>
  wrong(
    `A quotation mark in the row that begins on line ${line} is never closed, so everything behind it would be one field.`,
    'Close it, or double it where it is a letter of the field ("").',
  );

const latin = (bytes: Uint8Array, from: number, to: number): string => String.fromCharCode(...bytes.subarray(from, to));

/** Files that are no text, by their first bytes. */
export function wrongByBytes(bytes: Uint8Array): WrongFile | undefined {
  if (bytes.length === 0) return wrong('The file is empty.');
  if (latin(bytes, 0, 2) === 'PK')
    return wrong('This is a workbook or an archive (ZIP), no text.', 'Save the sheet as CSV, or take the file out.');
  if (latin(bytes, 0, 4) === '\u00d0\u00cf\u0011\u00e0')
    return wrong('This is a document of Office, no text.', 'Save the sheet as CSV.');
  if (latin(bytes, 0, 4) === '%PDF') return wrong('This is a PDF, no text.');
  return undefined;
}

/** Other files of the wizard's, by their first line (MPOLI-xmgab010, Q198957, Q259525). */
export function wrongByText(text: string): WrongFile | undefined {
  const lines = text.split(/\r\n|\n|\r/, 12);
  const filled = lines.filter((line) => line.trim() !== '');
  if (filled.length === 0) return wrong('There is nothing in the file but blanks.');
  const [first = '', second = ''] = filled;
  if (/^\s*\d{3,5}\s*$/.test(first) && /\.(?:pri|sec)\b/i.test(second))
    return wrong(
      'This is a packing list (.pkl): it names the migration files.',
      'Hand in the .pri file that it names.',
    );
  if (
    filled.some((line) => /^\s*Mode\s*,\s*(?:FILE|MSMAILPC|CCMAIL|COLLABRA|NOTES|GRPWISE5?|ADSI|IMAP)\s*$/i.test(line))
  )
    return wrong('This is a control file of the wizard.', 'Hand in the user list that its line File names.');
  if (/^IMAP_Mailbox\b/i.test(first)) return wrong('This is a list of IMAP mailboxes, not of MS Mail.');
  if (/^\s*(?:<\?xml|<html|<!doctype|\{|\[\s*$)/i.test(first)) return wrong('This is no list, but XML, HTML or JSON.');
  return undefined;
}
