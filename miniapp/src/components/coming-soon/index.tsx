import Taro from '@tarojs/taro';
import mall from '@/assets/pictures/mall.svg';
import { useI18n } from '@/lib/i18n/use-i18n';
import { Box, Heading, Picture, Tap, Text } from '../ui';

/** A tab that is not open yet: what it will be for, in plain words. */
export function ComingSoon({ tab }: { tab: 'mall' }) {
  const { t } = useI18n();
  const points = [t(`${tab}.point1`), t(`${tab}.point2`), t(`${tab}.point3`)];
  return (
    <Box className="soon">
      <Picture src={mall} className="soon__picture" alt="" />
      <Text className="soon__badge">{t('soon.badge')}</Text>
      <Heading level={1} className="soon__title">
        {t(`${tab}.heading`)}
      </Heading>
      <Text className="soon__body">{t(`${tab}.body`)}</Text>
      <Box className="soon__points" role="list">
        {points.map((point) => (
          <Box key={point} className="soon__point" role="listitem">
            <Box className="soon__dot" decorative />
            <Text>{point}</Text>
          </Box>
        ))}
      </Box>
      <Tap className="button button--quiet" onTap={() => void Taro.switchTab({ url: '/pages/home/index' })}>
        {t('soon.back')}
      </Tap>
    </Box>
  );
}
