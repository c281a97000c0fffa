import { z } from 'zod';
import { FaultBoard, faultCount, faultFlag } from '../fault-board';

const faultsSchema = z.strictObject({
  /** The next debits fail, for `debitFailure`. */
  failDebits: faultCount,
  debitFailure: z.enum(['NOTENOUGH', 'USER_ACCOUNT_ABNORMAL', 'BANKERROR']),
  /** The next debits are under way until somebody ends them by hand. */
  hangDebits: faultCount,
  /** Seconds from a debit's being accepted to its end. */
  debitSeconds: faultCount,
  /** The next calls are answered with SYSTEMERROR, nothing done. */
  systemErrors: faultCount,
  /** The next calls are done, but the connection breaks before the answer. */
  lostAnswers: faultCount,
  answerSignature: z.enum(['good', 'bad']),
  /** The next attempts to tell of contracts are lost on the way, and so are those of debits. */
  dropContractNotices: faultCount,
  dropDebitNotices: faultCount,
  /** What is lost is not told again: it is missing for good. */
  noRetries: faultFlag,
  /** Each attempt arrives twice at once. */
  doubleNotices: faultFlag,
  /** A new notification waits until the next one has gone before it. */
  reorderNotices: faultFlag,
  noticeSignature: z.enum(['good', 'bad']),
  /** What notifications of debits say is one fen more than was taken. */
  wrongAmount: faultFlag,
  /** Notices before a debit are taken at any hour. */
  anyHour: faultFlag,
});

/** Every way to misbehave, and at what it stands. */
export type ContractFaults = z.infer<typeof faultsSchema>;

const NONE: ContractFaults = {
  failDebits: 0,
  debitFailure: 'NOTENOUGH',
  hangDebits: 0,
  debitSeconds: 0,
  systemErrors: 0,
  lostAnswers: 0,
  answerSignature: 'good',
  dropContractNotices: 0,
  dropDebitNotices: 0,
  noRetries: false,
  doubleNotices: false,
  reorderNotices: false,
  noticeSignature: 'good',
  wrongAmount: false,
  anyHour: false,
};

/** The choices of each fault that has some, for a form. */
export const CONTRACT_FAULT_CHOICES: Partial<Record<keyof ContractFaults, readonly string[]>> = {
  debitFailure: faultsSchema.shape.debitFailure.options,
  answerSignature: ['good', 'bad'],
  noticeSignature: ['good', 'bad'],
  noRetries: ['true', 'false'],
  doubleNotices: ['true', 'false'],
  reorderNotices: ['true', 'false'],
  wrongAmount: ['true', 'false'],
  anyHour: ['true', 'false'],
};

/** What is wrong with contracts and debits at the moment. */
export class ContractFaultBoard extends FaultBoard<ContractFaults> {
  constructor() {
    super(faultsSchema, NONE);
  }
}
