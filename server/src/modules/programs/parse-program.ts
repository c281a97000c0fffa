import { type Document, isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument, visit } from 'yaml';
import { z } from 'zod';
import type { Basis, Campaign, Level, Program, Rule, Track } from '../../engine/program';
import { ConfigurationError } from '../../platform/errors';
import { toBenefit } from './benefit-grammar';
import { toCheckIn } from './check-in-grammar';
import { toCoupon } from './coupon-grammar';
import { toFormula } from './formula-grammar';
import { type ProgramSource, programGrammar } from './program-grammar';
import { daysAbout } from './program-values';
import { toTask } from './task-grammar';
import type { TrackSource } from './track-grammar';

/** What is wrong with a program file: the line, the path of the key in it, and the fix. */
export interface ProgramFault {
  line: number;
  path: string;
  message: string;
}

/** A program, or everything that is wrong with its file. */
export type ReadProgram = { program: Program; faults?: undefined } | { program?: undefined; faults: ProgramFault[] };

// Far more than any program; what is sent as one must not keep the server busy.
const MAX_BYTES = 262_144;
const ROOT = 'program';

/** Reads a program file and finds every fault at once. Never throws on what stands in the file. */
export function readProgram(source: string): ReadProgram {
  const bytes = Buffer.byteLength(source);
  const wholeFile = (message: string): ReadProgram => ({ faults: [{ line: 1, path: ROOT, message }] });
  if (bytes > MAX_BYTES) return wholeFile(`the file has ${bytes} bytes, write at most ${MAX_BYTES}`);
  try {
    return readDocument(source);
  } catch (error) {
    // The stack is full, or a chain of aliases would fill the memory.
    if (error instanceof RangeError || error instanceof ReferenceError) {
      return wholeFile('the file is nested too deeply, or repeats itself by too many aliases');
    }
    throw error;
  }
}

/**
 * Reads a program file. Throws ConfigurationError that names every fault with its line, its path and the fix.
 */
export function parseProgram(source: string, fileName: string): Program {
  const { program, faults } = readProgram(source);
  if (program) return program;
  throw new ConfigurationError(
    faults.map(({ line, path, message }) => `${fileName}:${line} ${path}: ${message}`).join('\n'),
  );
}

function readDocument(source: string): ReadProgram {
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines });
  const [broken] = document.errors;
  if (broken) {
    const message = broken.message.split('\n')[0] ?? broken.message;
    return { faults: [{ line: lines.linePos(broken.pos[0]).line, path: ROOT, message }] };
  }
  keepDecimals(document);
  const parsed = programGrammar.safeParse(document.toJS(), { error: fixOf });
  if (parsed.success) return { program: frozen(toProgram(parsed.data)) };
  return {
    faults: parsed.error.issues.map((issue) => ({
      line: lineOf(
        document.contents,
        issue.path,
        lines,
        issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined,
      ),
      path: issue.path.map(String).join('.') || ROOT,
      message: issue.message,
    })),
  };
}

const PLAIN_INTEGER = /^(0|-?[1-9]\d*)$/;

/**
 * Turns every number but the plain integers back into its text: 0.1 has no float that is exactly 0.1. Conditions
 * compare with what JSON carries, so their numbers stay.
 */
function keepDecimals(document: Document): void {
  visit(document, {
    Pair: (_key, { key }) => (isScalar(key) && key.value === 'when' ? visit.SKIP : undefined),
    Scalar: (_key, node) => {
      if (typeof node.value !== 'number' || node.source === undefined) return;
      if (!PLAIN_INTEGER.test(node.source) || !Number.isSafeInteger(node.value)) node.value = node.source;
    },
  });
}

/** What to do about the faults for which the grammar has no words of its own. */
const fixOf: z.core.$ZodErrorMap = (issue) => {
  if (issue.code === 'unrecognized_keys')
    return `there is no "${issue.keys.join('", "')}": remove it, or correct the spelling`;
  if (issue.code === 'invalid_type')
    return issue.input === undefined ? 'is missing' : `write ${nounOf(issue.expected)}`;
  if (issue.code === 'invalid_value') return `write one of ${issue.values.map(String).join(', ')}`;
  if (issue.code === 'too_small') return `write at least ${issue.minimum}`;
  if (issue.code === 'too_big') return `write at most ${issue.maximum}`;
  return undefined;
};

function nounOf(type: string): string {
  const nouns: Record<string, string> = {
    object: 'a map',
    record: 'a map',
    array: 'a list',
    boolean: 'true or false',
    string: 'a text',
  };
  return nouns[type] ?? `a ${type}`;
}

/** Everybody shares the one program in memory. */
function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  for (const inner of Object.values(value)) frozen(inner);
  return Object.freeze(value);
}

function toProgram(source: ProgramSource): Program {
  const { program, growth, formulaGrowth, risk, tracks, rules, points, ...sections } = source;
  const { tasks, checkIn, benefits, coupons, ...rest } = sections;
  const { caps, remindBefore, ...pointsRest } = points;
  // Somebody whose points expire wants to know, whatever the file says.
  const reminders = remindBefore ?? (points.expiry ? ['P30D', 'P7D', 'P1D'] : []);
  return {
    ...rest,
    code: program,
    points: {
      ...pointsRest,
      capPerDay: caps.perDay,
      remindBefore: [...reminders].sort((a, b) => daysAbout(b) - daysAbout(a)),
    },
    growth: { capPerDay: growth.caps.perDay },
    ...(formulaGrowth ? { formulaGrowth: toFormula(formulaGrowth) } : {}),
    tracks: tracks.map(toTrack),
    // The sort is stable: rules of one priority stay in the order of the file.
    rules: rules.map(toRule).sort((a, b) => b.priority - a.priority),
    campaigns: rest.campaigns satisfies Campaign[],
    tasks: tasks.map(toTask),
    ...(checkIn ? { checkIn: toCheckIn(checkIn) } : {}),
    benefits: benefits.map(toBenefit),
    coupons: coupons.map(toCoupon),
    approvalAbove: risk.approvalAbove,
  };
}

function toTrack({ levels, basis, upgrade, ...rest }: TrackSource): Track {
  const ranked = levels.map(
    ({ badge, keep, ...level }, rank): Level => ({ ...level, rank, keep: keep ?? level.threshold, badgeUrl: badge }),
  );
  const { when, ...how } = upgrade;
  const every = when === 'immediate' ? {} : { every: when.every };
  return { ...rest, basis: toBasis(basis), upgrade: { ...how, ...every }, levels: ranked };
}

function toBasis(basis: TrackSource['basis']): Basis {
  if (basis.kind === 'weighted') {
    return { kind: 'weighted', parts: basis.parts.map((part) => ({ ...part, basis: toBasis(part.basis) })) };
  }
  if (basis.kind !== 'activity') return basis;
  return { kind: 'activity', scores: basis.scores, capPerDay: basis.cap?.perDay };
}

function toRule({ grant, penalty, cap, source, ...rest }: ProgramSource['rules'][number]): Rule {
  return {
    ...rest,
    points: grant?.points,
    growth: grant?.growth,
    penalty: penalty && { points: penalty.points?.fixed, growth: penalty.growth?.fixed },
    capPerDay: cap.perDay,
    source: source ?? rest.on[0] ?? rest.code,
  };
}

/**
 * The line of the deepest node that exists on the path, or of a key in it: what is missing is reported where it should
 * stand.
 */
function lineOf(root: Node | null, path: readonly PropertyKey[], lines: LineCounter, unknownKey?: string): number {
  let node: unknown = root;
  let offset = root?.range?.[0] ?? 0;
  for (const step of path) {
    const pair = pairOf(node, step);
    const next: unknown = pair ? (pair.value ?? pair.key) : isSeq(node) ? node.items[Number(step)] : undefined;
    if (!next) break;
    offset = (next as Node).range?.[0] ?? offset;
    node = next;
  }
  const key = unknownKey === undefined ? undefined : pairOf(node, unknownKey)?.key;
  return lines.linePos((key as Node | undefined)?.range?.[0] ?? offset).line;
}

function pairOf(node: unknown, step: PropertyKey): Pair | undefined {
  return isMap(node) ? node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step)) : undefined;
}
