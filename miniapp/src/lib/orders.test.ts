import { countIn, GROUPS, groupOf, ORDER_GROUPS } from './orders';

test('each state but one stands in one group', () => {
  const states = GROUPS.flatMap((group) => ORDER_GROUPS[group]);
  expect(new Set(states).size).toBe(states.length);
  expect(states).toHaveLength(10);
});

test('a group is found by its name and by its states', () => {
  expect(['toPay', 'PENDING_PAYMENT', 'FULFILLING', 'RETURNED'].map(groupOf)).toEqual([
    'toPay',
    'toPay',
    'toShip',
    'afterSales',
  ]);
  expect(['CANCELLED', 'nonsense', undefined].map(groupOf)).toEqual([undefined, undefined, undefined]);
});

test('a group counts all of its states and no other', () => {
  const counts = [
    { state: 'PAID' as const, count: 2 },
    { state: 'FULFILLING' as const, count: 1 },
    { state: 'CANCELLED' as const, count: 9 },
  ];
  expect(GROUPS.map((group) => countIn(group, counts))).toEqual([0, 3, 0, 0, 0]);
});
