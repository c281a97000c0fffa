import { endingSoon, groupLots, type Lot } from './lots';
import { readRate } from './rate';

const NOW = Date.parse('2026-11-22T08:00:00Z');
const lot = (remaining: number, expiresAt: string | null): Lot => ({
  amount: 100,
  remaining,
  occurredAt: '2026-01-01T00:00:00.000Z',
  availableAt: '2026-01-08T00:00:00.000Z',
  expiresAt,
});

test('lots that end together are one group, the next to end first, the endless last, the empty left out', () => {
  const groups = groupLots([
    lot(5, null),
    lot(7, '2027-01-31T16:00:00.000Z'),
    lot(32, '2026-11-30T16:00:00.000Z'),
    lot(0, '2026-12-31T16:00:00.000Z'),
    lot(20, '2026-11-30T16:00:00.000Z'),
  ]);
  expect(groups.map(({ expiresAt, remaining, lots }) => [expiresAt, remaining, lots.length])).toEqual([
    ['2026-11-30T16:00:00.000Z', 52, 2],
    ['2027-01-31T16:00:00.000Z', 7, 1],
    [null, 5, 1],
  ]);
});

test('soon is within thirty days, to the instant', () => {
  const at = (offset: number) => new Date(NOW + 30 * 86_400_000 + offset).toISOString();
  const groups = groupLots([lot(1, at(0)), lot(2, at(1)), lot(3, null)]);
  expect(endingSoon(groups, NOW).map(({ remaining }) => remaining)).toEqual([1]);
});

test.each([
  ['0.01/¥', { yuan: '100', points: '1' }],
  ['0.015/¥', { yuan: '1000', points: '15' }],
  ['0.1/¥', { yuan: '10', points: '1' }],
  ['2/¥', { yuan: '1', points: '2' }],
  ['1/3/¥', { yuan: '1', points: '1/3' }],
  ['1.5/¥', { yuan: '1', points: '1.5' }],
  ['20', { fixed: '20' }],
])('the rate %s reads as whole yuan', (rate, read) => {
  expect(readRate(rate)).toEqual(read);
});
