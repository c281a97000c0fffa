import { z } from 'zod';
import { WeChatError } from './errors';
import type { PayOrder } from './pay/orders';
import type { SimulatorDeps } from './types';

const MAX_PARCELS = 15;
const RFC3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

const parcelRules = z.object({
  tracking_no: z.string().min(1).max(128).optional(),
  express_company: z
    .string()
    .regex(/^[A-Z0-9_()]{1,128}$/)
    .optional(),
  item_desc: z.string().refine((text) => text !== '' && [...text].length <= 120),
  contact: z.object({ receiver_contact: z.string().regex(/^[\d*]*\*+\d{4}$/) }).optional(),
});
const uploadRules = z.object({
  order_key: z.object({ order_number_type: z.literal(2), transaction_id: z.string() }),
  logistics_type: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
  delivery_mode: z.union([z.literal(1), z.literal(2)]),
  is_all_delivered: z.boolean().optional(),
  shipping_list: z.array(parcelRules).min(1),
  upload_time: z.string().regex(RFC3339),
  payer: z.object({ openid: z.string() }),
});

/** What a merchant told of a payment. */
type Upload = z.infer<typeof uploadRules>;

/** A payment whose shipping was told, and how often. */
export interface ToldShipping {
  readonly at: number;
  readonly transactionId: string;
  readonly openid: string;
  readonly upload: Upload;
  /** All of it is sent: the money is free, and what is told now counts as sending it anew, once. */
  readonly isComplete: boolean;
  readonly isReshipped: boolean;
}

/** How orders were shipped that were paid in a mini-program (发货信息). */
export class ShippingBook {
  private readonly told = new Map<string, ToldShipping>();

  constructor(
    private readonly deps: Pick<SimulatorDeps, 'now'>,
    private readonly paidBy: (transactionId: string) => PayOrder | undefined,
  ) {}

  /** The latest first. */
  all(): readonly ToldShipping[] {
    return [...this.told.values()].reverse();
  }

  /**
   * Takes what a mini-program's server tells.
   * @throws WeChatError 47001 for what is malformed, 10060001 and so on
   */
  upload(appid: string, body: unknown): void {
    const parsed = uploadRules.safeParse(body);
    if (!parsed.success) throw new WeChatError(47001, ` ${parsed.error.issues[0]?.path.join('.') ?? ''}`);
    const upload = parsed.data;
    requireFitting(upload);
    const { transaction_id: transactionId } = upload.order_key;
    const order = this.paidBy(transactionId);
    const isPayer = order?.payment?.openid === upload.payer.openid && order.request.appid === appid;
    if (!order || !isPayer || order.tradeType !== 'JSAPI') throw new WeChatError(10060001);
    if (order.refunded) throw new WeChatError(10060004);
    this.told.set(transactionId, this.after(this.told.get(transactionId), transactionId, upload));
  }

  private after(before: ToldShipping | undefined, transactionId: string, upload: Upload): ToldShipping {
    if (before && isSame(before.upload, upload)) throw new WeChatError(10060023);
    const changesMode = before && before.upload.delivery_mode !== upload.delivery_mode;
    const isReshipped = (before?.isReshipped ?? false) || before?.isComplete === true || changesMode === true;
    if (before?.isReshipped && (before.isComplete || changesMode)) throw new WeChatError(10060003);
    const isComplete = upload.delivery_mode === 1 || upload.is_all_delivered === true;
    const { openid } = upload.payer;
    return { at: this.deps.now(), transactionId, openid, upload, isComplete, isReshipped };
  }
}

function requireFitting({ logistics_type, delivery_mode, is_all_delivered, shipping_list }: Upload): void {
  if (shipping_list.length > MAX_PARCELS) throw new WeChatError(10060024);
  if (delivery_mode === 2) {
    if (logistics_type !== 1) throw new WeChatError(10060006);
    if (is_all_delivered === undefined) throw new WeChatError(10060007);
  } else if (shipping_list.length > 1) throw new WeChatError(47001, ' shipping_list');
  if (logistics_type !== 1) return;
  for (const { tracking_no, express_company, contact } of shipping_list) {
    if (!tracking_no || !express_company) throw new WeChatError(47001, ' shipping_list.tracking_no');
    // Only SF asks whom it goes to.
    if (express_company === 'SF' && !contact) throw new WeChatError(47001, ' shipping_list.contact');
  }
}

/** Told again at another time, it is the same. */
function isSame(one: Upload, other: Upload): boolean {
  return JSON.stringify({ ...one, upload_time: '' }) === JSON.stringify({ ...other, upload_time: '' });
}
