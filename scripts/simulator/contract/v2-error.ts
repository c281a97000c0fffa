/** A refusal that reaches the merchant as `result_code` FAIL with a code; without one, as `return_code` FAIL. */
export class V2Error extends Error {
  constructor(
    readonly code: string | undefined,
    message: string,
  ) {
    super(message);
    this.name = 'V2Error';
  }
}
