import bronze from '@/assets/badges/bronze.svg';
import diamond from '@/assets/badges/diamond.svg';
import gold from '@/assets/badges/gold.svg';
import neutral from '@/assets/badges/neutral.svg';
import platinum from '@/assets/badges/platinum.svg';
import silver from '@/assets/badges/silver.svg';
import type { Tint } from '@/lib/theme';
import { Picture } from '../ui';

const BADGES: Record<Tint, string> = {
  bronze,
  silver,
  gold,
  platinum,
  diamond,
  'neutral-1': neutral,
  'neutral-2': neutral,
  'neutral-3': neutral,
};

export interface LevelBadgeProps {
  tint: Tint;
  size: 'small' | 'large';
  /** Left out where the level's name stands beside it. */
  alt?: string;
}

/** The badge of a level, from the package: it shows before anything is loaded. */
export function LevelBadge({ tint, size, alt = '' }: LevelBadgeProps) {
  return <Picture src={BADGES[tint]} className={`level-badge level-badge--${size}`} alt={alt} />;
}
