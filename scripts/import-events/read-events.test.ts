import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ReadLine, readEvents } from './read-events';

describe('readEvents', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'rungs-import-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function linesOf(name: string, ...lines: string[]): Promise<ReadLine[]> {
    const file = join(folder, name);
    writeFileSync(file, lines.join('\n'));
    const read: ReadLine[] = [];
    for await (const line of readEvents(file)) read.push(line);
    return read;
  }

  const header = 'eventId,type,memberRef,occurredAt,amountFen,data.items,data.note';
  const occurredAt = new Date('1997-01-01T02:00:00.000Z');

  it('reads CSV with quotes, line numbers, and data as numbers where they are', async () => {
    const lines = await linesOf(
      'a.csv',
      `\ufeff${header}`,
      'e1,order.completed,00001,1997-01-01T10:00:00+08:00,1177,1,"a, ""b"""',
      '',
      'e2,order.completed,00002,1997-01-01T10:00:00+08:00,,,',
    );
    const common = { type: 'order.completed', occurredAt };
    expect(lines).toMatchObject([
      {
        number: 2,
        event: { ...common, eventId: 'e1', memberRef: '00001', amountFen: 1177, data: { items: 1, note: 'a, "b"' } },
      },
      { number: 4, event: { ...common, eventId: 'e2', memberRef: '00002', amountFen: undefined, data: undefined } },
    ]);
  });

  it('reads true and false as what a program compares them with', async () => {
    const lines = await linesOf(
      't.csv',
      'eventId,type,memberRef,occurredAt,data.onTime,data.note',
      'e1,loan.repaid,1,1997-01-01T02:00:00Z,true,false alarm',
      'e2,loan.repaid,1,1997-01-01T02:00:00Z,false,',
    );
    expect(lines.map(({ event }) => event?.data)).toEqual([{ onTime: true, note: 'false alarm' }, { onTime: false }]);
  });

  it.each([
    ['too few fields', 'e1,order.completed', /2 fields where the header has 7/],
    ['an open quote', 'e1,"order', /quote is not closed/],
    ['a date without an offset', 'e1,order.completed,1,1997-01-01 10:00:00,1,,', /^occurredAt: /],
  ])('names the fault of a line with %s, and goes on', async (_, line, fault) => {
    const good = 'e2,order.completed,1,1997-01-01T02:00:00Z,1,,';
    const lines = await linesOf('b.csv', header, line, good);
    expect(lines[0]).toMatchObject({ number: 2, fault: expect.stringMatching(fault) });
    expect(lines[1]).toMatchObject({ number: 3, event: { eventId: 'e2', occurredAt } });
  });

  it('reads JSON lines, and names the fault of one that is none', async () => {
    const event = { eventId: 'e1', type: 't', memberRef: 'm', occurredAt: occurredAt.toISOString(), data: { a: 1 } };
    const lines = await linesOf('c.jsonl', JSON.stringify(event), '{', JSON.stringify({ ...event, memberRef: 7 }));
    expect(lines[0]).toMatchObject({ event: { ...event, occurredAt } });
    expect(lines.slice(1).map(({ fault }) => typeof fault)).toEqual(['string', 'string']);
  });

  it.each([
    ['d.txt', '', /neither .csv nor .jsonl/],
    ['d.csv', 'eventId,type', /has no column memberRef, occurredAt/],
    ['e.csv', `${header},colour`, /has the column colour/],
  ])('refuses %s with the fix', async (name, first, message) => {
    await expect(linesOf(name, first, '')).rejects.toThrow(message);
  });
});
