/** Card codes: what other parts of the server may use. */
export { assignCodes, keepSupplied, takeBackCodes } from './assign-codes';
export { addCodes } from './import-codes';
export { withdrawExpiredCodes } from './withdraw-codes.job';
