/** A program in which orders earn a point a yuan, at once, and there is one level: for tests of what points buy. */
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
rules:
  - { code: order-points, on: order.completed, grant: { points: { perYuan: 1 } } }
`;
