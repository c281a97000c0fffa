import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { IncomingEvent } from '../../server/src/modules/events';
import { ConfigurationError } from '../../server/src/platform/errors';

/** A line of the file: an event, or why it is none. */
export interface ReadLine {
  number: number;
  /** How many bytes of the file were read with it, about. */
  bytes: number;
  event?: IncomingEvent;
  fault?: string;
}

const COLUMNS = ['eventId', 'type', 'memberRef', 'occurredAt', 'amountFen', 'subject', 'reverses'];

/** Reads a `.csv` (with a header) or `.jsonl` file line by line. Throws ConfigurationError when it cannot work. */
export async function* readEvents(file: string): AsyncGenerator<ReadLine> {
  const isCsv = file.endsWith('.csv');
  if (!isCsv && !file.endsWith('.jsonl')) {
    throw new ConfigurationError(`${file} is neither .csv nor .jsonl: rename it to say which it is.`);
  }
  const lines = createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Number.POSITIVE_INFINITY });
  let header: string[] | undefined;
  let number = 0;
  for await (const line of lines) {
    number += 1;
    const bytes = Buffer.byteLength(line) + 1;
    if (line.trim() === '') continue;
    if (isCsv && !header) header = headerOf(line.replace(/^\ufeff/, ''), file);
    else yield { number, bytes, ...eventOf(() => (header ? csvRecord(header, line) : JSON.parse(line))) };
  }
}

function headerOf(line: string, file: string): string[] {
  const header = csvFields(line);
  const missing = COLUMNS.slice(0, 4).filter((column) => !header.includes(column));
  const unknown = header.filter((column) => !COLUMNS.includes(column) && !/^data\.[^.]+$/.test(column));
  if (missing.length > 0) throw new ConfigurationError(`${file}:1 has no column ${missing.join(', ')}: add it.`);
  if (unknown.length > 0) {
    throw new ConfigurationError(`${file}:1 has the column ${unknown[0]}: use ${COLUMNS.join(', ')} and data.<name>.`);
  }
  return header;
}

function eventOf(read: () => Record<string, unknown>): { event?: IncomingEvent; fault?: string } {
  try {
    const { eventId, type, memberRef, occurredAt, amountFen, subject, reverses, data } = read();
    for (const [field, value] of Object.entries({ eventId, type, memberRef, occurredAt })) {
      if (typeof value !== 'string') return { fault: `${field}: write a text.` };
    }
    for (const [field, value] of Object.entries({ subject, reverses })) {
      if (value !== undefined && value !== null && typeof value !== 'string')
        return { fault: `${field}: write a text.` };
    }
    if (!/T.*(Z|[+-]\d\d:\d\d)$/.test(String(occurredAt))) {
      return { fault: 'occurredAt: write an instant with its offset, such as 1997-01-01T10:00:00+08:00.' };
    }
    const event = { eventId, type, memberRef, amountFen, subject, reverses, data };
    return { event: { ...event, occurredAt: new Date(String(occurredAt)) } as IncomingEvent };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}

function csvRecord(header: readonly string[], line: string): Record<string, unknown> {
  const fields = csvFields(line);
  if (fields.length !== header.length)
    throw new Error(`${fields.length} fields where the header has ${header.length}.`);
  const record: Record<string, unknown> = {};
  const data: Record<string, unknown> = {};
  header.forEach((column, index) => {
    const text = fields[index] ?? '';
    if (text === '' && !['eventId', 'type', 'memberRef', 'occurredAt'].includes(column)) return;
    if (column.startsWith('data.')) data[column.slice(5)] = scalarOf(text);
    else record[column] = column === 'amountFen' ? Number(text) : text;
  });
  return Object.keys(data).length > 0 ? { ...record, data } : record;
}

/** Numbers, true and false are what conditions compare them with; everything else is text. */
function scalarOf(text: string): number | boolean | string {
  if (text === 'true' || text === 'false') return text === 'true';
  return /^-?(0|[1-9]\d{0,14})(\.\d{1,6})?$/.test(text) && text !== '-0' ? Number(text) : text;
}

/** The fields of one line; quoted ones may hold commas and doubled quotes, but no line break. */
function csvFields(line: string): string[] {
  const fields: string[] = [];
  const pattern = /(?:"((?:[^"]|"")*)"|([^",]*))(,|$)/y;
  for (;;) {
    const match = pattern.exec(line);
    if (!match) throw new Error('A quote is not closed, or text stands beside it.');
    const [, quoted, plain = '', end] = match;
    fields.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === '') return fields;
  }
}
