/** What members are entitled to: what others may use. */

export { type BenefitView, benefitsAt } from './benefits-at';
