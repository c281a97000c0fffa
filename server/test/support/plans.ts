import { orderPointsProgram } from './order-points';

/** A program that sells a month, a year with a first price, and a trial. */
export const plansProgram = `${orderPointsProgram}
plans:
  - code: month
    name: { zh-CN: 月卡, en: Monthly }
    period: P1M
    priceFen: 1990
    scheme: hybrid
    autoRenew: true
    refund: { wholeWithin: P7D, thereafter: proRataLessUsed }
    agreementVersion: "2026-01"
  - code: year
    name: { zh-CN: 年卡, en: Yearly }
    period: P1Y
    priceFen: 19900
    scheme: ownMall
    autoRenew: true
    refund: { wholeWithin: P7D, thereafter: none, auto: true }
    agreementVersion: "2026-01"
  - code: taste
    name: { zh-CN: 体验卡, en: Taste }
    period: P1M
    priceFen: 990
    firstPriceFen: 490
    scheme: supplier
    refund: { thereafter: none }
    agreementVersion: "2026-02"
`;

/** A program file with one more plan, of a month. */
export function planSections(program: string, code: string): string {
  const plan = `  - code: ${code}
    name: { zh-CN: 试验月卡, en: Trial month }
    period: P1M
    priceFen: 1990
    scheme: hybrid
    autoRenew: true
    refund: { wholeWithin: P7D, thereafter: proRataLessUsed }
    agreementVersion: "2026-01"
`;
  return /^plans:$/m.test(program) ? program.replace(/^plans:$/m, `plans:\n${plan}`) : `${program}\nplans:\n${plan}`;
}
