import type { ContractNotice, ContractProvider } from './connectors/contract/contract';
import { NoticeRefused, PaymentError } from './connectors/payment/payment';
import type { NoticeAnswer } from './modules/payments';
import type { Logger } from './platform/log';

/** What receiving notifications of contracts needs. */
export interface ContractNoticeParts {
  contracts: ContractProvider;
  /**
   * Told what a notification says. It is a hint: whoever hears it asks how the contract stands before anything changes.
   * `unknown`: there is no such contract.
   */
  heard(notice: ContractNotice): Promise<'done' | 'unknown'>;
  log: Logger;
}

/** Takes a notification of a contract. Accepted only when whom it concerns has done what it asks for. */
export async function receiveContractNotice(
  { contracts, heard, log }: ContractNoticeParts,
  body: Buffer,
): Promise<NoticeAnswer> {
  try {
    const notice = contracts.readNotice(body);
    if ((await heard(notice)) === 'done') return { accepted: true };
    log.error({ contractCode: notice.contractCode, change: notice.change }, 'nobody knows of the contract');
    return { accepted: false, status: 404, message: 'There is no such contract.' };
  } catch (error) {
    if (error instanceof PaymentError) {
      log.error({ err: error }, 'what a notification says of a contract could not be checked');
      return { accepted: false, status: 503, message: 'It cannot be checked now.' };
    }
    if (!(error instanceof NoticeRefused)) throw error;
    log.warn({ reason: error.message }, 'a notification of a contract was refused');
    return { accepted: false, status: 400, message: 'The notification is not valid.' };
  }
}
