/** The log of what staff do: what other modules may use. */
export { logOperation, type Operator } from './log-operation';
export { staffReason } from './staff-reason';
