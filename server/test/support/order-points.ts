/** A program in which orders earn a point a yuan, at once, and nobody leaves the first level: for tests of what points buy. */
export const orderPointsProgram = `
program: shop
name: Shop
timeZone: Asia/Shanghai
points: { pendingFor: P0D }
tracks:
  - code: growth
    name: Growth
    primary: true
    basis: { kind: growth }
    levels:
      - { code: base, name: Base, threshold: 0, color: "#111111" }
      - { code: upper, name: Upper, threshold: 100000, color: "#222222" }
rules:
  - { code: order-points, on: order.completed, grant: { points: { perYuan: 1 } } }
`;
