import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { parse } from 'csv-parse';
import type { IncomingEvent } from '../../server/src/modules/events';

/** An event of a file, or what is wrong with its line. `bytes` is how much of the file has been read. */
export type FileEvent = { line: number; bytes: number } & (
  | { event: IncomingEvent }
  | { eventId: string; message: string }
);

/** Reads a `.csv` (a header row with the fields of EventInput, `data.x` for data) or `.jsonl` file as a stream. */
export function eventsOfFile(file: string): AsyncGenerator<FileEvent> {
  return file.endsWith('.csv') ? csvEvents(file) : jsonLines(file);
}

async function* csvEvents(file: string): AsyncGenerator<FileEvent> {
  const parser = createReadStream(file).pipe(
    parse({ columns: true, bom: true, info: true, skip_empty_lines: true, relax_column_count: true }),
  );
  for await (const row of parser as AsyncIterable<{
    record: Record<string, string>;
    info: { lines: number; bytes: number };
  }>) {
    const { record, info } = row;
    const data: Record<string, unknown> = {};
    const fields: Record<string, unknown> = {};
    for (const [name, text] of Object.entries(record)) {
      if (text === '') continue;
      if (name.startsWith('data.')) data[name.slice('data.'.length)] = dataValue(text);
      else fields[name] = name === 'amountFen' ? Number(text) : text;
    }
    if (Object.keys(data).length > 0) fields.data = data;
    yield { line: info.lines, bytes: info.bytes, ...toEvent(fields) };
  }
}

async function* jsonLines(file: string): AsyncGenerator<FileEvent> {
  let line = 0;
  let bytes = 0;
  for await (const text of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
    line += 1;
    bytes += Buffer.byteLength(text) + 1;
    if (text.trim() === '') continue;
    try {
      yield { line, bytes, ...toEvent(JSON.parse(text) as Record<string, unknown>) };
    } catch {
      yield { line, bytes, eventId: '', message: 'The line is not a JSON object.' };
    }
  }
}

/** A number where the text is one, otherwise the text. */
function dataValue(text: string): unknown {
  return /^-?\d{1,15}(\.\d+)?$/.test(text) ? Number(text) : text;
}

function toEvent(fields: Record<string, unknown>): { event: IncomingEvent } | { eventId: string; message: string } {
  const eventId = String(fields.eventId ?? '');
  for (const name of ['eventId', 'type', 'memberRef', 'occurredAt']) {
    if (typeof fields[name] !== 'string') return { eventId, message: `${name} is missing.` };
  }
  const text = fields.occurredAt as string;
  // Without an offset it would depend on where the import runs.
  if (!/T.*(Z|[+-]\d{2}:\d{2})$/.test(text) || Number.isNaN(Date.parse(text))) {
    return { eventId, message: 'occurredAt is no RFC 3339 instant with an offset, such as 2026-11-22T08:00:00+08:00.' };
  }
  return { event: { ...fields, occurredAt: new Date(text) } as IncomingEvent };
}
