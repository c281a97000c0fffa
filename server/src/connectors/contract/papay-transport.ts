import { randomBytes } from 'node:crypto';
import { NoticeRefused, PaymentError, type PaymentProblem } from '../payment/payment';
import { isSignedV2, readXml, signV2, type V2Params, type V2SignType, writeXml } from './papay-xml';

/** What a merchant is to API v2. */
export interface PapaySettings {
  apiUrl: string;
  merchantId: string;
  /** 32 letters and digits; another than that of API v3. */
  apiKey: string;
  signType: V2SignType;
  timeoutMs?: number;
}

const PROBLEMS: Readonly<Record<string, PaymentProblem>> = {
  ORDERPAID: 'already-paid',
  ORDERCLOSED: 'already-closed',
  NOTENOUGH: 'not-enough-money',
  SYSTEMERROR: 'busy',
  SYSTEM_ERROR: 'busy',
  BIZERR_NEED_RETRY: 'busy',
  FREQUENCY_LIMITED: 'busy',
  SIGNERROR: 'misconfigured',
  NOAUTH: 'misconfigured',
  APPID_NOT_EXIST: 'misconfigured',
  MCHID_NOT_EXIST: 'misconfigured',
  APPID_MCHID_NOT_MATCH: 'misconfigured',
};

/** Signed calls to WeChat Pay's API v2, and the check of what it signs. */
export class PapayTransport {
  constructor(private readonly settings: PapaySettings) {}

  /** Adds the signature. Of the signature types only the one that is not the usual names itself. */
  signed(params: V2Params): Record<string, string> {
    const { apiKey, signType } = this.settings;
    return { ...params, sign: signV2(params, apiKey, signType) };
  }

  /**
   * Calls and returns what was answered, its signature checked. Throws PaymentError: `busy` for everything after which
   * nobody knows whether it was done.
   */
  async call(path: string, params: V2Params): Promise<Record<string, string>> {
    // The calls about contracts know none.
    const nonce = path.startsWith('/papay/') ? undefined : { nonce_str: randomBytes(16).toString('hex') };
    const answer = await this.send(path, writeXml(this.signed({ ...params, ...nonce })));
    if (answer.return_code !== 'SUCCESS') {
      // Such an answer carries no signature: it says that ours is wrong, or that the call is malformed.
      throw new PaymentError('misconfigured', `WeChat Pay refuses the call: ${answer.return_msg ?? 'no reason'}`);
    }
    if (!this.isOurs(answer)) throw new PaymentError('busy', 'WeChat Pay’s answer cannot be believed.');
    if (answer.result_code === 'SUCCESS') return answer;
    const code = answer.err_code ?? 'UNKNOWN';
    const words = `WeChat Pay answered ${code} ${answer.err_code_des ?? ''}`.trim();
    throw new PaymentError(PROBLEMS[code] ?? 'refused', words, code);
  }

  /** The parameters of a notification. Throws NoticeRefused unless they are WeChat Pay's, for this merchant. */
  read(body: Buffer): Record<string, string> {
    let params: Record<string, string>;
    try {
      params = readXml(body);
    } catch (error) {
      throw new NoticeRefused(`The notification cannot be read: ${(error as Error).message}.`);
    }
    if (!isSignedV2(params, this.settings.apiKey, this.settings.signType)) {
      throw new NoticeRefused('The signature is wrong.');
    }
    if (params.mch_id !== this.settings.merchantId) throw new NoticeRefused('It is another merchant’s.');
    if (params.return_code !== 'SUCCESS') throw new NoticeRefused('It tells of nothing.');
    return params;
  }

  private isOurs(answer: Record<string, string>): boolean {
    const { apiKey, signType, merchantId } = this.settings;
    return isSignedV2(answer, apiKey, signType) && answer.mch_id === merchantId;
  }

  private async send(path: string, body: string): Promise<Record<string, string>> {
    try {
      const response = await fetch(this.settings.apiUrl + path, {
        method: 'POST',
        headers: { 'content-type': 'text/xml; charset=utf-8', 'user-agent': 'Rungs' },
        body,
        redirect: 'error',
        signal: AbortSignal.timeout(this.settings.timeoutMs ?? 8000),
      });
      return readXml(Buffer.from(await response.arrayBuffer()));
    } catch {
      throw new PaymentError('busy', 'WeChat Pay did not answer.');
    }
  }
}
