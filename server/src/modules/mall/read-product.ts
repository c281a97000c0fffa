import { z } from 'zod';
import type { Text } from '../../engine/program';
import { isKeyText } from '../../platform/key-text';
import { parseInput } from '../../platform/parse-input';
import type { Fulfilment, ProductKind } from './mall.entities';
import type { Attribute } from './mall-catalogue';

/** A text in both languages, as staff write it. */
export interface TextWords {
  zh: string;
  en: string;
}

const MAX_AMOUNT = 100_000_000;
const MAX_SORT = 1_000_000;

function wordsUpTo(max: number) {
  const fix = `Write 1 to ${max} characters, without control characters.`;
  const words = z
    .string(fix)
    .trim()
    .min(1, fix)
    .refine((text) => [...text].length <= max && !/\p{Cs}|[^\P{Cc}\n]/u.test(text), fix);
  return z
    .object({ zh: words, en: words }, 'Write it in Chinese and in English.')
    .transform(({ zh, en }): Text => ({ 'zh-CN': zh, en }));
}

function wholeFrom(least: number, most: number) {
  const fix = `Give a whole number from ${least} to ${most}.`;
  return z.int(fix).min(least, fix).max(most, fix);
}

const CODE = 'Use at most 64 lower-case letters, digits and hyphens, a letter or digit first.';
const code = z.string(CODE).regex(/^[a-z0-9][a-z0-9-]{0,63}$/, CODE);
const attributes = z
  .array(z.object({ name: wordsUpTo(40), value: wordsUpTo(80) }))
  .max(20, 'Give at most 20 properties.');
const sort = wholeFrom(-MAX_SORT, MAX_SORT);
const levels = z.array(z.string()).min(1, 'Name a level, or leave the levels out: then it is for all.').nullable();
const plans = z.array(z.string()).min(1, 'Name a plan, or leave the plans out: then it is for all.').nullable();
const limits = z
  .array(z.object({ count: wholeFrom(1, 100_000), per: z.enum(['day', 'month', 'year', 'ever']), levels }))
  .max(10, 'Give at most 10 limits.');

const NAME = 'Name it in 1 to 64 characters, with no white space at the ends.';
const named = z.string(NAME).refine((text) => isKeyText(text, 64), NAME);
const fulfilment = z.discriminatedUnion('by', [
  z.object({ by: z.literal('courier') }),
  z.object({ by: z.literal('cardCodes') }),
  z.object({ by: z.literal('supplier'), supplier: named, item: named }),
]);

const suits: Record<ProductKind, readonly Fulfilment['by'][]> = {
  PHYSICAL: ['courier'],
  ONLINE_BENEFIT: ['cardCodes', 'supplier'],
  TOP_UP: ['supplier'],
};

const BOTH = 'Give both the points and the cash of the price with cash, or neither.';
const sku = z
  .object({
    code,
    attributes,
    sort,
    marketPriceFen: wholeFrom(0, MAX_AMOUNT),
    pointsPrice: wholeFrom(1, MAX_AMOUNT),
    cashPoints: wholeFrom(1, MAX_AMOUNT).nullable(),
    cashFen: wholeFrom(1, MAX_AMOUNT).nullable(),
    alertAt: wholeFrom(0, MAX_AMOUNT).nullable(),
  })
  .superRefine(({ cashPoints, cashFen, pointsPrice }, context) => {
    if ((cashPoints === null) !== (cashFen === null)) {
      context.addIssue({ code: 'custom', message: BOTH, path: [cashPoints === null ? 'cashPoints' : 'cashFen'] });
    }
    if (cashPoints !== null && cashPoints >= pointsPrice) {
      const message = `With cash it takes fewer points than ${pointsPrice}, the price in points alone.`;
      context.addIssue({ code: 'custom', message, path: ['cashPoints'] });
    }
  });

const product = z
  .object({
    kind: z.enum(['PHYSICAL', 'ONLINE_BENEFIT', 'TOP_UP']),
    name: wordsUpTo(60),
    description: wordsUpTo(2000),
    category: code.nullable(),
    attributes,
    images: z.array(z.string()).max(10, 'Give at most 10 pictures.'),
    sort,
    shelfFrom: z.date().nullable(),
    shelfUntil: z.date().nullable(),
    levels,
    plans,
    limits,
    fulfilment,
    skus: z.array(sku).max(50, 'Give at most 50 variants at once.'),
  })
  .superRefine(({ kind, fulfilment: { by }, shelfFrom, shelfUntil, skus }, context) => {
    if (!suits[kind].includes(by)) {
      const message = `A product of kind ${kind} is fulfilled by ${suits[kind].join(' or ')}.`;
      context.addIssue({ code: 'custom', message, path: ['fulfilment', 'by'] });
    }
    if (shelfFrom && shelfUntil && shelfUntil <= shelfFrom) {
      const message = 'It must leave the shelf after it was put there.';
      context.addIssue({ code: 'custom', message, path: ['shelfUntil'] });
    }
    const first = skus.findIndex((one, index) => skus.findIndex((other) => other.code === one.code) < index);
    if (first >= 0) {
      const message = 'Each variant has a code of its own.';
      context.addIssue({ code: 'custom', message, path: ['skus', first, 'code'] });
    }
  });

/** What staff write of a product, checked. */
export type ProductDraft = z.infer<typeof product>;

/** What staff write of a variant, checked. */
export type SkuDraft = ProductDraft['skus'][number];

/** What staff write of a variant before it is checked; what is left out stays, or is as for most. */
export interface SkuInput {
  code: string;
  attributes?: { name: TextWords; value: TextWords }[] | null;
  sort?: number | null;
  marketPriceFen?: number | null;
  pointsPrice?: number | null;
  cashPoints?: number | null;
  cashFen?: number | null;
  alertAt?: number | null;
}

/** What staff write of a product before it is checked; what is left out stays, or is as for most. */
export interface ProductInput {
  name?: TextWords;
  description?: TextWords;
  category?: string | null;
  attributes?: { name: TextWords; value: TextWords }[] | null;
  images?: string[] | null;
  sort?: number | null;
  shelfFrom?: Date | null;
  shelfUntil?: Date | null;
  levels?: string[] | null;
  plans?: string[] | null;
  limits?: { count: number; per: string; levels?: string[] | null }[] | null;
  fulfilment?: { by: string; supplier?: string | null; item?: string | null };
  skus?: SkuInput[] | null;
}

const NEW_PRODUCT = {
  ...{ category: null, attributes: [], images: [], sort: 0, shelfFrom: null, shelfUntil: null },
  ...{ levels: null, plans: null, limits: [], skus: [] },
};
const NEW_SKU = { attributes: [], sort: 0, marketPriceFen: 0, cashPoints: null, cashFen: null, alertAt: null };

/**
 * A product as it is to be: what is given over what it was, and over what is usual. Of its variants those that are
 * given. Refuses INPUT_INVALID.
 */
export function readProduct(kind: ProductKind, input: ProductInput, old?: ProductDraft): ProductDraft {
  const { skus: oldSkus = [], ...was } = old ?? {};
  const before = new Map(oldSkus.map((one) => [one.code, writtenSku(one)]));
  const skus = (input.skus ?? []).map((one) => ({ ...NEW_SKU, ...before.get(one.code), ...given(one) }));
  const limitsGiven = input.limits?.map((limit) => ({ ...limit, levels: limit.levels ?? null }));
  const words = { ...given(input), ...given({ limits: limitsGiven }), skus, kind };
  return parseInput(product, { ...NEW_PRODUCT, ...written(was), ...words });
}

/** The code of a new product. Refuses INPUT_INVALID. */
export function readCode(input: { code: string }): string {
  return parseInput(z.object({ code }), { code: input.code }).code;
}

/** A category. Refuses INPUT_INVALID. */
export function readCategory(input: { code: string; name: TextWords; sort: number }) {
  return parseInput(z.object({ code, name: wordsUpTo(40), sort }), input);
}

const NULLABLE = ['category', 'shelfFrom', 'shelfUntil', 'levels', 'plans', 'cashPoints', 'cashFen', 'alertAt'];

/** What was said: null says something only where there can be none. */
function given<T extends object>(input: T): Partial<T> {
  const said = ([field, value]: [string, unknown]) =>
    value !== undefined && (value !== null || NULLABLE.includes(field));
  return Object.fromEntries(Object.entries(input).filter(said)) as Partial<T>;
}

function written({ name, description, attributes: held, ...rest }: Partial<ProductDraft>) {
  const words = { name: name && wordsOf(name), description: description && wordsOf(description) };
  return given({ ...rest, ...words, attributes: held && writtenAttributes(held) });
}

function writtenSku({ attributes: held, ...rest }: SkuDraft) {
  return { ...rest, attributes: writtenAttributes(held) };
}

function writtenAttributes(held: readonly Attribute[]) {
  return held.map(({ name, value }) => ({ name: wordsOf(name), value: wordsOf(value) }));
}

function wordsOf(text: Text): TextWords {
  return { zh: text['zh-CN'], en: text.en };
}
