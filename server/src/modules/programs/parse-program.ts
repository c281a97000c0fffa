import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { z } from 'zod';
import type { Level, Program, Text, Track } from '../../engine/program';
import { ConfigurationError } from '../../platform/errors';

// As long as the columns that hold them.
const MAX_BYTES = 65_535;
const code = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/, 'use at most 64 lower-case letters, digits and hyphens');
const text = z
  .union([z.string().min(1), z.strictObject({ 'zh-CN': z.string().min(1), en: z.string().min(1) })], {
    error: 'write one text, or { zh-CN: …, en: … }',
  })
  .transform((value): Text => (typeof value === 'string' ? { 'zh-CN': value, en: value } : value));

const level = z.strictObject({
  code,
  name: text,
  threshold: z.int('write a whole number').min(0, 'write 0 or more'),
  color: z.string().regex(/^#[0-9a-f]{6}$/i, 'write a colour such as "#b07d1a"'),
  badge: z.url({ protocol: /^https?$/, error: 'write an http(s) address' }).optional(),
});

const track = z.strictObject({
  code,
  name: text,
  kind: z.enum(['registered', 'level', 'storedValue', 'paid']).default('level'),
  primary: z.boolean().default(false),
  levels: z.array(level).min(1, 'give at least one level'),
});

const timeZone = z.string().refine((name) => {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}, 'write an IANA time zone such as Asia/Shanghai');

/** Codes are names: each at most once. */
function refuseTwice(
  items: readonly { code: string }[],
  what: string,
  pathOf: (index: number) => (string | number)[],
  context: z.RefinementCtx,
): void {
  const known = new Set<string>();
  items.forEach((item, index) => {
    if (known.has(item.code)) {
      context.addIssue({ code: 'custom', path: pathOf(index), message: `${what} ${item.code} already` });
    }
    known.add(item.code);
  });
}

const program = z.strictObject({
  program: code,
  name: text,
  timeZone,
  tracks: z.array(track).superRefine((tracks, context) => {
    if (tracks.filter((candidate) => candidate.primary).length !== 1) {
      context.addIssue({ code: 'custom', message: 'mark exactly one track with primary: true' });
    }
    refuseTwice(tracks, 'the program has a track', (index) => [index, 'code'], context);
    tracks.forEach((candidate, index) => {
      refuseTwice(candidate.levels, 'the track has a level', (rank) => [index, 'levels', rank, 'code'], context);
      candidate.levels.forEach((rung, rank) => {
        const below = candidate.levels[rank - 1];
        const at = [index, 'levels', rank, 'threshold'];
        if (!below && rung.threshold !== 0) {
          context.addIssue({ code: 'custom', path: at, message: 'the first level begins at 0' });
        }
        if (below && rung.threshold <= below.threshold) {
          context.addIssue({
            code: 'custom',
            path: at,
            message: `write more than ${below.threshold}, the level below`,
          });
        }
      });
    });
  }),
});

/**
 * Reads a program file. Throws ConfigurationError that names every fault with its line, its path and the fix.
 */
export function parseProgram(source: string, fileName: string): Program {
  const bytes = Buffer.byteLength(source);
  if (bytes > MAX_BYTES) {
    throw new ConfigurationError(`${fileName}:1 program: the file has ${bytes} bytes, write at most ${MAX_BYTES}`);
  }
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines });
  const [broken] = document.errors;
  if (broken) throw new ConfigurationError(`${fileName}:${lines.linePos(broken.pos[0]).line} ${broken.message}`);
  const parsed = program.safeParse(document.toJS(), { error: fixOf });
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => {
      const line = lineOf(document.contents, issue.path, lines);
      return `${fileName}:${line} ${issue.path.join('.') || 'program'}: ${issue.message}`;
    });
    throw new ConfigurationError(faults.join('\n'));
  }
  const { program: programCode, name, tracks } = parsed.data;
  return { code: programCode, name, timeZone: parsed.data.timeZone, tracks: tracks.map(toTrack) };
}

/** What to do about the faults for which the schema has no words of its own. */
const fixOf: z.core.$ZodErrorMap = (issue) => {
  if (issue.code === 'unrecognized_keys')
    return `there is no "${issue.keys.join('", "')}": remove it, or correct the spelling`;
  if (issue.code === 'invalid_type')
    return issue.input === undefined ? 'is missing' : `write ${nounOf(issue.expected)}`;
  if (issue.code === 'invalid_value') return `write one of ${issue.values.map(String).join(', ')}`;
  return undefined;
};

function nounOf(type: string): string {
  const nouns: Record<string, string> = {
    object: 'a map',
    array: 'a list',
    boolean: 'true or false',
    string: 'a text',
  };
  return nouns[type] ?? `a ${type}`;
}

function toTrack({ levels, ...rest }: z.infer<typeof track>): Track {
  const ranked = levels.map(({ badge, ...rung }, rank): Level => ({ ...rung, rank, badgeUrl: badge }));
  return { ...rest, levels: ranked };
}

/** The line of the deepest node that exists on the path: what is missing is reported where it should stand. */
function lineOf(root: Node | null, path: readonly PropertyKey[], lines: LineCounter): number {
  let node: unknown = root;
  let offset = root?.range?.[0] ?? 0;
  for (const step of path) {
    const pair = isMap(node) ? node.items.find(({ key }) => isScalar(key) && key.value === step) : undefined;
    const next: unknown = pair ? (pair.value ?? pair.key) : isSeq(node) ? node.items[Number(step)] : undefined;
    if (!next) break;
    offset = (next as Node).range?.[0] ?? offset;
    node = next;
  }
  return lines.linePos(offset).line;
}
