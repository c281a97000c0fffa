/** Tasks: what other modules may use. */
export { nextStep } from './next-step';
