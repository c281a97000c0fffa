import type { Estate } from './input';
import type { Coupon, CouponTotals, Entitlement, MemberState } from './state';

/** What a merged member had of coupons and quotas is with the other now. */
export function leaveAssets(state: MemberState): void {
  Object.assign(state, {
    coupons: {},
    couponTotals: { redeemed: 0, expired: 0, savedFen: 0 },
    couponClaims: {},
    entitlements: {},
    gifts: {},
    celebrated: {},
    birthday: undefined,
  });
}

/**
 * Takes over coupons, locked ones included, under ids that say from whom they came; what was used of quotas, which count
 * together; gifts that wait or were given, so that nobody is given one twice; the birthday of somebody who has none.
 */
export function bringAssets(state: MemberState, from: number, assets: Estate['assets']): void {
  if (!assets) return;
  for (const coupon of Object.values(assets.coupons)) {
    const id = coupon.id.includes('.') ? coupon.id : `${from}.${coupon.id}`;
    state.coupons[id] = { ...coupon, id };
    countFinished(state.couponTotals, coupon);
  }
  for (const [code, count] of Object.entries(assets.couponClaims)) {
    state.couponClaims[code] = (state.couponClaims[code] ?? 0) + count;
  }
  for (const [key, brought] of Object.entries(assets.entitlements)) {
    state.entitlements[key] = together(state.entitlements[key], brought);
  }
  for (const [key, brought] of Object.entries(assets.gifts)) {
    const own = state.gifts[key];
    if (!own || (brought.given && !own.given)) state.gifts[key] = { ...brought };
  }
  for (const [code, year] of Object.entries(assets.celebrated)) {
    state.celebrated[code] = Math.max(year, state.celebrated[code] ?? 0);
  }
  state.birthday ??= assets.birthday;
}

/** Also what is finished comes along. */
function countFinished(totals: CouponTotals, { state, discountFen }: Coupon): void {
  if (state === 'expired') totals.expired += 1;
  if (state !== 'redeemed') return;
  totals.redeemed += 1;
  totals.savedFen += discountFen ?? 0;
}

/** `granted` is the most that could be used: both used within theirs. */
function together(own: Entitlement | undefined, brought: Entitlement): Entitlement {
  if (!own) return { ...brought, used: { ...brought.used }, reserved: { ...brought.reserved } };
  return {
    extra: own.extra + brought.extra,
    granted: own.granted + brought.granted,
    used: added(own.used, brought.used),
    reserved: added(own.reserved, brought.reserved),
    ...(own.saved || brought.saved ? { saved: { ...brought.saved, ...own.saved } } : {}),
    ...(own.gift || brought.gift ? { gift: own.gift ?? brought.gift } : {}),
    endsAt: own.endsAt,
  };
}

function added(own: Readonly<Record<string, number>>, more: typeof own): Record<string, number> {
  const sums = { ...own };
  for (const [ref, quantity] of Object.entries(more)) sums[ref] = (sums[ref] ?? 0) + quantity;
  return sums;
}
