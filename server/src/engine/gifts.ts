import { type Draft, namesIn, type Visit } from './draft';
import { giftKey } from './pending-gifts';
import { giveReward } from './reward';
import type { UpgradeGift } from './state';

/** The gifts that wait. */
export function giftTimes(draft: Draft, visit: Visit): void {
  const { gifts } = draft.state;
  for (const key of namesIn(gifts)) {
    const gift = gifts[key] as UpgradeGift;
    if (!gift.given) visit(gift.dueAt, give, { key, gift });
  }
}

/** By the program in force now, and even if the level has ended meanwhile: it was reached for good. */
function give(draft: Draft, { key, gift }: { key: string; gift: UpgradeGift }): void {
  gift.given = true;
  const { program } = draft;
  const track = program.tracks.find(({ code }) => key.startsWith(`${code} `));
  const level = track?.levels.find(({ code }) => giftKey(track, code) === key);
  if (!level) return;
  if (level.gift !== undefined) {
    for (const reward of program.gifts[level.gift] ?? []) giveReward(draft, reward, source('gift', level.gift, gift));
  }
  for (const { code, when, grant, entitlement } of program.benefits) {
    if (when?.kind !== 'upgrade' || !level.benefits.includes(code)) continue;
    if (grant) giveReward(draft, grant, source('benefit', code, gift));
    if (entitlement) giveReward(draft, { benefit: code }, source('benefit', code, gift));
  }
}

const source = (kind: 'gift' | 'benefit', code: string, { dueAt }: UpgradeGift) => ({ kind, code, key: String(dueAt) });
