/** Who a request comes from. */
export type Audience = 'anonymous' | 'member' | 'partner' | 'staff';

/** What a partner may be allowed to do; asked for and granted at `/oauth/token`. */
export const partnerScopes = {
  'members:read': 'Read its own members, their levels and balances.',
  'members:link': 'Let members join its references to their membership.',
  'events:write': 'Record events of members.',
  'points:spend': 'Hold, capture, release and return points of its own members.',
  'coupons:use': 'Lock, redeem and return coupons of its own members.',
  'benefits:use': 'Check, use and return what its own members are entitled to.',
  'wallet:write': 'Record recharges of its own members’ wallets, spend from them, return and refund.',
} as const;
/** A scope's name. */
export type PartnerScope = keyof typeof partnerScopes;

/** What staff may be: each role is granted by itself. */
export const staffRoles = {
  viewer: 'Reads everything, changes nothing.',
  operator: 'Runs the daily business: members, orders, adjustments.',
  admin: 'Manages partners, programs and access.',
} as const;
/** A role's name. */
export type StaffRole = keyof typeof staffRoles;

/** The caller of a request, found out once from its token. */
export type Principal =
  | { audience: 'anonymous'; address: string }
  | { audience: 'member'; memberId: number; sessionId: string; blocked: boolean }
  | { audience: 'partner'; partnerId: number; scopes: readonly string[] }
  | { audience: 'staff'; tokenId: number; name: string; roles: readonly string[] };

/** What the principal was granted: scopes of a partner, roles of staff. */
export function permissionsOf(principal: Principal): readonly string[] {
  if (principal.audience === 'partner') return principal.scopes;
  return principal.audience === 'staff' ? principal.roles : [];
}

/** Names the caller in logs and rate limits; the same caller has the same key on every request. */
export function principalKey(principal: Principal): string {
  switch (principal.audience) {
    case 'anonymous':
      return `anonymous:${principal.address}`;
    case 'member':
      return `member:${principal.memberId}`;
    case 'partner':
      return `partner:${principal.partnerId}`;
    case 'staff':
      return `staff:${principal.tokenId}`;
  }
}

/** The partner who calls; of anybody else 0, whose references nobody bears. */
export function partnerIdOf(principal: Principal): number {
  return principal.audience === 'partner' ? principal.partnerId : 0;
}
