import { useI18n } from '@/lib/i18n/use-i18n';
import { Box, Heading, Sheet, Tap, Text } from '../ui';

export interface FactsProps {
  title: string;
  /** What the title is about. */
  lead: string;
  /** A line without a value is left out. */
  lines: readonly [name: string, value: string | undefined][];
  onClose: () => void;
}

/** A sheet that explains one thing line by line. */
export function Facts({ title, lead, lines, onClose }: FactsProps) {
  const { t } = useI18n();
  return (
    <Sheet label={title} onClose={onClose}>
      <Heading level={2} className="sheet__title">
        {title}
      </Heading>
      <Text className="facts__lead">{lead}</Text>
      <Box role="list">
        {lines.map(([name, value]) =>
          value ? (
            <Box key={name} className="facts__one" role="listitem">
              <Text className="facts__name">{name}</Text>
              <Text className="facts__value">{value}</Text>
            </Box>
          ) : null,
        )}
      </Box>
      <Tap className="button" onTap={onClose}>
        {t('sheet.close')}
      </Tap>
    </Sheet>
  );
}
