/** What a member is to sign: that we may take money without asking each time (委托代扣). */
export interface ContractOrder {
  /** Our number of it, 1 to 32 letters and digits, never used before. */
  contractCode: string;
  /** How the member is called on the page of WeChat on which they sign. */
  displayAccount: string;
  /** Rises with every asking for a signature, within 18 digits: a millisecond of the wall clock will do. */
  requestSerial: number;
}

/** Where the client goes to sign: another mini-program (`wx.navigateToMiniProgram`), or an address on a web page. */
export interface ContractParams {
  appId: string;
  path: string;
  extraData: Record<string, string>;
  url: string;
}

/** Who ended a contract, as far as the provider says: the member inside WeChat, we, or the provider itself. */
export type ContractEndedBy = 'member' | 'merchant' | 'provider' | 'unknown';

/** How a contract stands with the provider; `unsigned`: there is none, or it waits for the signature. */
export type ContractStanding =
  | { state: 'unsigned' }
  | { state: 'signed'; contractCode: string; contractId: string; signedAt: Date; openid?: string }
  | { state: 'ended'; contractCode: string; contractId: string; endedBy: ContractEndedBy; endedAt?: Date };

/** What a notification says of a contract. Only a hint to look: ask `standingOf`. */
export interface ContractNotice {
  kind: 'contract';
  change: 'ADD' | 'DELETE';
  contractCode: string;
  contractId: string;
  /** When it happened. */
  at: Date;
  openid?: string;
  /** Of a DELETE. */
  endedBy?: ContractEndedBy;
}

/** Names a contract by our number or by the provider's id. */
export type ContractName = { contractCode: string } | { contractId: string };

/**
 * What Rungs needs of whoever lets it take money by a contract. The debits themselves are payments of the adapter
 * `contract`. Calls are safe to repeat; none may be made inside a transaction of the database. All throw PaymentError.
 */
export interface ContractProvider {
  /** Signs what the client needs to let the member sign. */
  signParams(order: ContractOrder): ContractParams;
  standingOf(name: ContractName): Promise<ContractStanding>;
  /**
   * Tells the member through the provider that money will be taken in so many days (2 or more): without, a debit is
   * refused. `appId`: the application in which the contract was signed, the mini-program unless given. Taken between 07:00 and 22:00 in China only: refused (`refused`) at other hours.
   */
  notifyDebit(contractId: string, of: { amountFen: number; days: number; appId?: string }): Promise<void>;
  /** Ends a contract; one that has ended already is fine. The reason is shown to the member. */
  end(contractId: string, reason: string): Promise<void>;
  /** Verifies a notification of a contract and reads it. Throws NoticeRefused. */
  readNotice(body: Buffer): ContractNotice;
}
