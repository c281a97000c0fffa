import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { addDuration, periodEnd, periodStart, subtractDuration, ZoneCalendar } from './calendar';

const zones = ['Asia/Shanghai', 'America/New_York', 'Europe/London', 'Australia/Lord_Howe', 'America/Sao_Paulo', 'UTC'];
const calendars = zones.map((zone) => new ZoneCalendar(zone));
const instants = fc.integer({ min: Date.UTC(1996, 0, 1), max: Date.UTC(2035, 0, 1) });
const durations = [
  'P1D',
  '-P1D',
  'P7D',
  '-P30D',
  'P1M',
  '-P1M',
  'P12M',
  'P1Y',
  'P1Y2M10D',
  'PT36H',
  'P1DT12H',
  '-P90D',
  'P2W',
];

describe('the calendar of a zone', () => {
  it('agrees with the time library on every instant, date and duration', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...calendars),
        instants,
        fc.constantFrom(...durations),
        (calendar, instant, duration) => {
          const zoned = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(calendar.timeZone);
          const date = zoned.toPlainDate().toString();
          expect(calendar.dateOf(instant)).toBe(date);
          expect(calendar.startOf(date)).toBe(zoned.startOfDay().epochMilliseconds);
          expect(calendar.addTo(instant, duration)).toBe(zoned.add(duration).epochMilliseconds);
          const whole = duration.replace(/T.*/, '');
          if (whole === 'P') return;
          expect(addDuration(date, whole)).toBe(zoned.toPlainDate().add(whole).toString());
          expect(subtractDuration(date, whole)).toBe(zoned.toPlainDate().subtract(whole).toString());
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('agrees with it around the changes of clocks', () => {
    for (const [zone, at] of [
      ['America/New_York', '2026-03-08T07:00:00Z'],
      ['America/New_York', '2026-11-01T06:00:00Z'],
      ['Australia/Lord_Howe', '2026-04-04T15:00:00Z'],
      ['America/Sao_Paulo', '2018-11-04T03:00:00Z'],
    ] as const) {
      const calendar = new ZoneCalendar(zone);
      for (let step = -200; step <= 200; step++) {
        const instant = Date.parse(at) + step * 15 * 60_000;
        const zoned = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
        expect(calendar.dateOf(instant)).toBe(zoned.toPlainDate().toString());
        for (const duration of ['P1D', '-P1D', 'P1M']) {
          expect(calendar.addTo(instant, duration)).toBe(zoned.add(duration).epochMilliseconds);
        }
      }
    }
  });

  it('knows periods', () => {
    expect([periodStart('2028-02-29', 'quarter'), periodEnd('2028-02-29', 'quarter')]).toEqual([
      '2028-01-01',
      '2028-03-31',
    ]);
    expect([periodStart('2028-02-29', 'month'), periodEnd('2028-02-29', 'month')]).toEqual([
      '2028-02-01',
      '2028-02-29',
    ]);
    expect([periodStart('2028-02-29', 'year'), periodEnd('2028-02-29', 'year')]).toEqual(['2028-01-01', '2028-12-31']);
    expect([periodStart('2028-02-29', 'day'), periodEnd('2028-02-29', 'day')]).toEqual(['2028-02-29', '2028-02-29']);
  });

  it('refuses what is no duration', () => {
    for (const text of ['31D', 'P', '', 'P1X'])
      expect(() => new ZoneCalendar('UTC').addTo(0, text)).toThrow(RangeError);
  });
});
