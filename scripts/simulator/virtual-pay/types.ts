/** The account of virtual payment of a mini-program, and where its messages are pushed. */
export interface VirtualAccount {
  readonly appid: string;
  readonly offerId: string;
  /** Of production and of the sandbox. */
  readonly appKeys: { readonly production: string; readonly sandbox: string };
  readonly pushUrl: string;
  readonly pushToken: string;
  /** 43 letters and digits; without it messages are pushed in the clear. */
  readonly encodingAesKey?: string;
}
