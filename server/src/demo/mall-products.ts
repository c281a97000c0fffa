import type { Motif } from './mall-pictures';

/** A product of the demo. Names and descriptions are Chinese first, then English. */
export interface DemoProduct {
  code: string;
  category: string;
  name: [string, string];
  description: [string, string];
  picture: [motif: Motif, colour: string, accent: string];
  points: number;
  marketFen: number;
  stock: number;
  /** The price with cash: points and fen. */
  cash?: [points: number, fen: number];
  /** Only for members from this rank of the primary track on; 0 is the lowest. */
  fromRank?: number;
  /** Only for members with a plan, of a program that has any. */
  withPlan?: true;
  limit?: [count: number, per: 'day' | 'month' | 'year' | 'ever'];
  /** Unless a courier brings it. */
  supplier?: { kind: 'ONLINE_BENEFIT' | 'TOP_UP'; item?: string };
  /** Variants by colour; one without when left out. */
  colours?: [code: string, zh: string, en: string][];
}

/** The categories of the demo, in their order. */
export const demoCategories: [code: string, zh: string, en: string][] = [
  ['small', '小积分专区', 'Little points'],
  ['home', '居家生活', 'Home'],
  ['digital', '数码配件', 'Electronics'],
  ['benefits', '会员权益', 'Vouchers'],
  ['top-up', '话费流量', 'Top-ups'],
];

const codes = { kind: 'ONLINE_BENEFIT' } as const;
const voucher = (item: string) => ({ kind: 'ONLINE_BENEFIT', item }) as const;
const topUp = (item: string) => ({ kind: 'TOP_UP', item }) as const;

/** The products of the demo, in their order. */
export const demoProducts: DemoProduct[] = [
  {
    ...{ code: 'ad-free-day', category: 'small', points: 10, marketFen: 100, stock: 200 },
    name: ['视频免广告日卡', 'Ad-free video, one day'],
    description: [
      '看剧 24 小时不看广告，兑换后 30 天内可用。',
      'A day of video without advertising; use it within 30 days.',
    ],
    picture: ['ticket', '#7a5cc8', '#ffd166'],
    supplier: codes,
    limit: [1, 'day'],
  },
  {
    ...{ code: 'sticker', category: 'small', points: 30, marketFen: 290, stock: 800 },
    name: ['手账贴纸一套', 'A set of stickers'],
    description: ['六张和纸贴纸，每张二十枚，撕下不留胶。', 'Six sheets of twenty; they come off without a trace.'],
    picture: ['card', '#e07a5f', '#3d405b'],
    limit: [5, 'month'],
  },
  {
    ...{ code: 'parcel-coupon', category: 'small', points: 50, marketFen: 200, stock: 150 },
    name: ['寄件立减券 2 元', '2 yuan off a parcel'],
    description: ['寄快递满 10 元可用，有效期 30 天。', 'For parcels from 10 yuan, good for 30 days.'],
    picture: ['ticket', '#2a9d8f', '#e9c46a'],
    supplier: codes,
    limit: [3, 'month'],
  },
  {
    ...{ code: 'data-100m', category: 'small', points: 80, marketFen: 200, stock: 3000 },
    name: ['100MB 全国流量日包', '100 MB of data, one day'],
    description: ['三网通用，到账当日 24 点前有效。', 'For all carriers, good until midnight.'],
    picture: ['phone', '#118ab2', '#073b4c'],
    supplier: topUp('data-100m'),
    limit: [2, 'day'],
  },
  {
    ...{ code: 'tissue', category: 'small', points: 120, marketFen: 590, stock: 600 },
    name: ['便携手帕纸 6 包', 'Pocket tissues, 6 packs'],
    description: ['原生木浆，四层加厚，放进口袋刚刚好。', 'Four layers of virgin pulp, the size of a pocket.'],
    picture: ['towel', '#83c5be', '#006d77'],
  },
  {
    ...{ code: 'nuts', category: 'small', points: 180, marketFen: 990, stock: 400 },
    name: ['每日坚果 25 克 × 3', 'Daily nuts, 3 × 25 g'],
    description: ['腰果、核桃、蔓越莓干，独立小包。', 'Cashews, walnuts and dried cranberries in small bags.'],
    picture: ['snack', '#bc6c25', '#fefae0'],
  },
  {
    ...{ code: 'socks', category: 'small', points: 260, marketFen: 1590, stock: 300 },
    name: ['纯棉中筒袜两双', 'Two pairs of cotton socks'],
    description: ['新疆长绒棉，抗菌防臭，均码。', 'Long-staple cotton, one size fits most.'],
    picture: ['socks', '#457b9d', '#e63946'],
  },
  {
    ...{ code: 'mug', category: 'home', points: 680, marketFen: 3900, stock: 120 },
    name: ['陶瓷马克杯 380 毫升', 'Stoneware mug, 380 ml'],
    description: ['高温釉下彩，可进微波炉和洗碗机。', 'Underglaze colour; safe for microwave and dishwasher.'],
    picture: ['mug', '#d1495b', '#edae49'],
    colours: [
      ['mug-red', '朱红', 'Vermilion'],
      ['mug-blue', '霁蓝', 'Deep blue'],
    ],
    limit: [2, 'month'],
  },
  {
    ...{ code: 'bottle', category: 'home', points: 1980, marketFen: 12900, stock: 60 },
    name: ['316 不锈钢保温杯 500 毫升', 'Steel vacuum flask, 500 ml'],
    description: ['双层真空，保温 12 小时，一键开盖。', 'Double-walled, warm for 12 hours, opens with one press.'],
    picture: ['bottle', '#2f5d8a', '#f4a261'],
    cash: [980, 3900],
  },
  {
    ...{ code: 'towel', category: 'home', points: 880, marketFen: 4900, stock: 150 },
    name: ['长绒棉毛巾三条装', 'Three cotton towels'],
    description: ['柔软吸水不掉毛，三色各一条。', 'Soft and thirsty, one in each of three colours.'],
    picture: ['towel', '#f2a6a0', '#8fb8de'],
  },
  {
    ...{ code: 'umbrella', category: 'home', points: 1280, marketFen: 6900, stock: 90 },
    name: ['全自动折叠伞', 'Automatic folding umbrella'],
    description: ['十骨抗风，黑胶防晒，晴雨两用。', 'Ten ribs against the wind, coated against the sun.'],
    picture: ['umbrella', '#3a7d6b', '#264653'],
  },
  {
    ...{ code: 'lamp', category: 'home', points: 3680, marketFen: 19900, stock: 25 },
    name: ['护眼阅读台灯', 'Reading lamp'],
    description: ['三档色温，无频闪，USB-C 供电。', 'Three shades of white, no flicker, powered by USB-C.'],
    picture: ['lamp', '#f2b134', '#4a4e69'],
    cash: [1880, 7900],
    fromRank: 1,
  },
  {
    ...{ code: 'tea', category: 'home', points: 1280, marketFen: 8900, stock: 70 },
    name: ['明前龙井茶礼盒 100 克', 'Longjing spring tea, 100 g'],
    description: ['付费会员专享，核心产区头采，两罐装。', 'For members with a plan: the first picking, in two tins.'],
    picture: ['snack', '#5a8f4e', '#e9d8a6'],
    cash: [480, 3900],
    withPlan: true,
    limit: [2, 'month'],
  },
  {
    ...{ code: 'cable', category: 'digital', points: 380, marketFen: 2900, stock: 500 },
    name: ['编织快充数据线 1.2 米', 'Braided charging cable, 1.2 m'],
    description: ['100W 快充，弯折两万次不断。', '100 W, bent twenty thousand times without a break.'],
    picture: ['powerBank', '#6c757d', '#ffd166'],
  },
  {
    ...{ code: 'power-bank', category: 'digital', points: 2680, marketFen: 12900, stock: 3 },
    name: ['小巧充电宝 10000mAh', 'Power bank, 10,000 mAh'],
    description: ['22.5W 双向快充，可带上飞机。', '22.5 W both ways; allowed on planes.'],
    picture: ['powerBank', '#33658a', '#f6ae2d'],
    cash: [1280, 5900],
    limit: [1, 'year'],
  },
  {
    ...{ code: 'earbuds', category: 'digital', points: 5980, marketFen: 29900, stock: 18 },
    name: ['真无线蓝牙耳机', 'Wireless earbuds'],
    description: ['半入耳，蓝牙 5.3，续航 24 小时。', 'Bluetooth 5.3, 24 hours with the case.'],
    picture: ['earbuds', '#e9ecef', '#495057'],
    cash: [2980, 12900],
  },
  {
    ...{ code: 'headphones', category: 'digital', points: 15800, marketFen: 79900, stock: 6 },
    name: ['头戴式降噪耳机', 'Noise-cancelling headphones'],
    description: ['主动降噪，40 毫米单元，折叠收纳。', 'Active noise cancelling, 40 mm drivers, folds away.'],
    picture: ['earphones', '#22223b', '#c9ada7'],
    fromRank: 2,
    limit: [1, 'year'],
    cash: [7800, 38900],
  },
  {
    ...{ code: 'phone-stand', category: 'digital', points: 480, marketFen: 2990, stock: 0 },
    name: ['铝合金手机支架', 'Aluminium phone stand'],
    description: ['可折叠，角度随意调，硅胶防滑。', 'Folds, tilts, and does not slip.'],
    picture: ['phone', '#adb5bd', '#343a40'],
  },
  {
    ...{ code: 'video-month', category: 'benefits', points: 1500, marketFen: 2500, stock: 200 },
    name: ['视频会员月卡', 'Video membership, one month'],
    description: ['高清无广告，兑换码 60 天内激活。', 'High definition, no advertising; activate within 60 days.'],
    picture: ['card', '#ef476f', '#26547c'],
    supplier: voucher('video-month'),
    limit: [1, 'month'],
  },
  {
    ...{ code: 'music-quarter', category: 'benefits', points: 2600, marketFen: 4500, stock: 100 },
    name: ['音乐会员季卡', 'Music membership, three months'],
    description: ['无损音质，百万曲库随心听。', 'Lossless sound, millions of songs.'],
    picture: ['earphones', '#06d6a0', '#118ab2'],
    supplier: voucher('music-quarter'),
    limit: [2, 'year'],
  },
  {
    ...{ code: 'coffee', category: 'benefits', points: 900, marketFen: 1900, stock: 80 },
    name: ['现磨咖啡中杯兑换券', 'A cup of coffee'],
    description: ['全国门店通用，三十天内有效。', 'In all shops of the chain, good for 30 days.'],
    picture: ['mug', '#6f4e37', '#d4a373'],
    supplier: codes,
    limit: [4, 'month'],
  },
  {
    ...{ code: 'cinema', category: 'benefits', points: 2200, marketFen: 4500, stock: 40 },
    name: ['电影票兑换券 2D', 'Cinema ticket, 2D'],
    description: ['全国四千家影院，在线选座。', 'Four thousand cinemas; choose your seat online.'],
    picture: ['ticket', '#9b2226', '#ee9b00'],
    supplier: codes,
    limit: [2, 'month'],
    cash: [1100, 1900],
  },
  {
    ...{ code: 'lounge', category: 'benefits', points: 6800, marketFen: 19900, stock: 30 },
    name: ['机场贵宾厅单次', 'Airport lounge, one visit'],
    description: ['国内六十座机场，可携一位同伴。', 'Sixty airports in China, with one companion.'],
    picture: ['card', '#b08d57', '#1b263b'],
    supplier: voucher('lounge-1'),
    fromRank: 3,
    limit: [2, 'year'],
  },
  {
    ...{ code: 'credit-10', category: 'top-up', points: 1000, marketFen: 1000, stock: 1000 },
    name: ['手机话费 10 元', 'Phone credit, 10 yuan'],
    description: ['移动、联通、电信通用，十分钟内到账。', 'For the three carriers, within ten minutes.'],
    picture: ['phone', '#2b9348', '#1d3557'],
    supplier: topUp('credit-10'),
    limit: [3, 'month'],
  },
  {
    ...{ code: 'credit-50', category: 'top-up', points: 4900, marketFen: 5000, stock: 200 },
    name: ['手机话费 50 元', 'Phone credit, 50 yuan'],
    description: ['移动、联通、电信通用，十分钟内到账。', 'For the three carriers, within ten minutes.'],
    picture: ['phone', '#d62828', '#1d3557'],
    supplier: topUp('credit-50'),
    limit: [1, 'month'],
  },
  {
    ...{ code: 'data-1g', category: 'top-up', points: 600, marketFen: 1000, stock: 500 },
    name: ['1GB 全国流量月包', '1 GB of data, one month'],
    description: ['三网通用，当月有效，可叠加。', 'For all carriers, good this month, adds up.'],
    picture: ['card', '#00b4d8', '#03045e'],
    supplier: topUp('data-1g'),
  },
];
