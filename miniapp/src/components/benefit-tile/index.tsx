import { Box, Tap, Text } from '../ui';

export interface BenefitTileProps {
  benefit: { code: string; kind: string; name: string };
  /** Stands under the name: what is left, or what unlocks it. */
  note?: string;
  isLocked: boolean;
  onTap: () => void;
}

/** A benefit as a mark with its name; one that a higher level has is dimmed, and says so in `note`. */
export function BenefitTile({ benefit, note, isLocked, onTap }: BenefitTileProps) {
  return (
    <Tap className={`benefit ${isLocked ? 'benefit--locked' : ''}`} onTap={onTap}>
      <Box className="benefit__disc" decorative>
        <Box className={`benefit__mark benefit__mark--${markOf(benefit)}`} />
      </Box>
      <Text className="benefit__name">{benefit.name}</Text>
      {note ? <Text className="benefit__note">{note}</Text> : null}
    </Tap>
  );
}

const BY_CODE: readonly [RegExp, string][] = [
  [/birthday/, 'cake'],
  [/coupon/, 'ticket'],
  [/shipping|courier/, 'truck'],
  [/boost/, 'percent'],
  [/festival|salon|try/, 'gift'],
];
const BY_KIND: Record<string, string> = { SERVICE: 'headset', RISK_CONSTRAINT: 'shield', EMOTIONAL: 'gift' };

/** The picture of a benefit: of what its code says, else of its kind. */
function markOf({ code, kind }: { code: string; kind: string }): string {
  return BY_CODE.find(([pattern]) => pattern.test(code))?.[1] ?? BY_KIND[kind] ?? 'coin';
}
