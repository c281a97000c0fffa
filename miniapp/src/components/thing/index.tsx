import { useI18n } from '@/lib/i18n/use-i18n';
import { Box, Picture, Text } from '../ui';

export interface ThingProps {
  item: { name: string; imageUrl?: string | null; attributes: readonly { name: string; value: string }[] };
  quantity: number;
  /** What it costs, in words; left out where that stands elsewhere. */
  price?: string;
}

/** Something that was ordered: its picture, name and variant, how many, and for how much. */
export function Thing({ item: { name, imageUrl, attributes }, quantity, price }: ThingProps) {
  const { format } = useI18n();
  const variant = attributes.map(({ value }) => value).join(' · ');
  return (
    <Box className="thing">
      <Box className="thing__frame" decorative>
        {imageUrl ? <Picture src={imageUrl} className="thing__picture" alt="" /> : null}
      </Box>
      <Box className="thing__words">
        <Text className="thing__name">{name}</Text>
        <Text className="thing__note">{[variant, `×${format.count(quantity)}`].filter(Boolean).join(' · ')}</Text>
        {price ? <Text className="thing__price">{price}</Text> : null}
      </Box>
    </Box>
  );
}
