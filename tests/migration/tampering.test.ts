import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { AuditRecord } from '../../lib/migration/audit.ts';
import { sealOf } from '../../lib/migration/parts.ts';
import type { Proposal } from '../../lib/migration/proposal.ts';
import { findingsIn, rehashed, rowsOf, type World, worldOf } from '../support/recorded-world.ts';

const anyWorld = fc.array(fc.nat(100_000), { minLength: 8, maxLength: 40 }).map(worldOf);
/** Made once: what is drawn anew is how they are tampered with. */
const world = fc.constantFrom(...fc.sample(anyWorld, { numRuns: 15, seed: 7 }));
const RUNS = { numRuns: 120, endOnFailure: true };

/** A value of the same kind that is another. */
function other(value: unknown): unknown {
  if (typeof value === 'string') return `${value}x`;
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'boolean') return !value;
  return value === null ? 'x' : ['x'];
}

/** The paths to everything in a value that holds nothing itself. */
function leavesOf(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0) return [path];
  return Object.entries(value).flatMap(([key, item]) => leavesOf(item, [...path, key]));
}

/** The same with one leaf changed, or taken away. */
function altered<Value>(value: Value, path: readonly string[], isTaken: boolean): Value {
  const [key = '', ...rest] = path;
  if (path.length === 0) return other(value) as Value;
  const entries = Object.entries(value as object).flatMap(([name, item]) => {
    if (name !== key) return [[name, item]];
    return rest.length === 0 && isTaken ? [] : [[name, altered(item, rest, isTaken)]];
  });
  return (Array.isArray(value) ? entries.map(([, item]) => item) : Object.fromEntries(entries)) as Value;
}

const pick = <Item>(items: readonly Item[], at: number): Item => items[at % items.length] as Item;

type Tampered = { readonly records: readonly AuditRecord[]; readonly rows: readonly Proposal[] };

const MOVES_NOTHING = ['checked', 'turned-away'];

/** Every way to tamper, drawn by three numbers; undefined where the world has nothing of the kind. */
const TAMPERING: Record<string, (world: World, draws: readonly [number, number, number]) => Tampered | undefined> = {
  'a field of a record is altered': (world, [at, leaf, taken]) => {
    const index = at % world.records.length;
    const record = pick(world.records, index);
    const one = altered(record, pick(leavesOf(record), leaf), taken % 2 === 0);
    return { records: world.records.with(index, one), rows: rowsOf(world) };
  },
  'records are deleted': (world, [at, length]) => {
    const from = at % world.records.length;
    const records = world.records.toSpliced(from, 1 + (length % 4));
    return { records, rows: rowsOf(world) };
  },
  'two records change places': (world, [a, b]) => {
    const [one, two] = [a % world.records.length, b % world.records.length];
    if (one === two) return undefined;
    const records = world.records.with(one, pick(world.records, two)).with(two, pick(world.records, one));
    return { records, rows: rowsOf(world) };
  },
  'two records change numbers, and have their hashes made anew': (world, [a, b]) => {
    const [one, two] = [a % world.records.length, b % world.records.length];
    if (one === two) return undefined;
    const [first, second] = [pick(world.records, one), pick(world.records, two)];
    const as = ({ hash: _, ...record }: AuditRecord, number: number) => {
      const unsealed = { ...record, number };
      return { ...unsealed, hash: sealOf(unsealed) };
    };
    const records = world.records.with(one, as(second, first.number)).with(two, as(first, second.number));
    return { records, rows: rowsOf(world) };
  },
  'a record is inserted, and all that follow have their hashes made anew': (world, [at, from]) => {
    const index = at % (world.records.length + 1);
    const moves = world.records.filter(({ action }) => !MOVES_NOTHING.includes(action));
    const records = world.records.toSpliced(index, 0, pick(moves, from));
    return { records: rehashed(records, index), rows: rowsOf(world) };
  },
  'a record is altered, and all from it on have their hashes made anew': (world, [at, leaf, taken]) => {
    const index = at % world.records.length;
    const { chain, number, previous, hash, ...entry } = pick(world.records, index);
    const one = { ...altered(entry, pick(leavesOf(entry), leaf), taken % 2 === 0), chain, number, previous, hash };
    return { records: rehashed(world.records.with(index, one as AuditRecord), index), rows: rowsOf(world) };
  },
  'a row is deleted': (world, [at]) => {
    const rows = rowsOf(world);
    return { records: world.records, rows: rows.toSpliced(at % rows.length, 1) };
  },
  'a row is altered': (world, [at, leaf, taken]) => {
    const rows = rowsOf(world).filter(({ schema }) => schema === 2);
    if (rows.length === 0) return undefined;
    const { cards, told, ...kept } = pick(rows, at);
    const one = { ...altered(kept, pick(leavesOf(kept), leaf), taken % 2 === 0), cards, told } as Proposal;
    return { records: world.records, rows: rowsOf(world).map((row) => (row.id === kept.id ? one : row)) };
  },
  'a row is rolled back': (world, [at, to]) => {
    const moved = [...world.versions.values()].filter(({ length }) => length > 1);
    if (moved.length === 0) return undefined;
    const versions = pick(moved, at);
    const old = pick(versions.slice(0, -1), to);
    return { records: world.records, rows: rowsOf(world).map((row) => (row.id === old.id ? old : row)) };
  },
};

test('what was written by the bot itself never gives a finding, with its heads and without', () => {
  fc.assert(
    fc.property(anyWorld, (sound) => {
      expect(findingsIn(sound.records, rowsOf(sound))).toEqual([]);
      expect(findingsIn(sound.records, rowsOf(sound), sound.heads)).toEqual([]);
    }),
    { numRuns: 40, endOnFailure: true },
  );
});

describe('whatever is tampered with is found, given the heads from the log', () => {
  test.each(Object.entries(TAMPERING))('%s', (_, tamper) => {
    const draws = fc.tuple(fc.nat(), fc.nat(), fc.nat());
    fc.assert(
      fc.property(world, draws, (sound, drawn) => {
        const tampered = tamper(sound, drawn);
        fc.pre(tampered !== undefined);
        expect(findingsIn(tampered.records, tampered.rows, sound.heads)).not.toEqual([]);
      }),
      RUNS,
    );
  });
});

/** Without heads a note at the end may be cut off unseen, and what was written anew as a whole may make sense. */
const UNSEEN_WITHOUT_HEADS = [
  'records are deleted',
  'a record is altered, and all from it on have their hashes made anew',
];

describe('and without any heads, as long as hashes were not made anew', () => {
  test.each(Object.entries(TAMPERING).filter(([name]) => !UNSEEN_WITHOUT_HEADS.includes(name)))('%s', (_, tamper) => {
    fc.assert(
      fc.property(world, fc.tuple(fc.nat(), fc.nat(), fc.nat()), (sound, drawn) => {
        const tampered = tamper(sound, drawn);
        fc.pre(tampered !== undefined);
        expect(findingsIn(tampered.records, tampered.rows)).not.toEqual([]);
      }),
      RUNS,
    );
  });
});
