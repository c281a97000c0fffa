import { Picker, Text, View } from '@tarojs/components';
import { useWords } from '@/lib/i18n/use-i18n';
import { regionOf } from './region';
import type { RegionFieldProps } from './region-field.types';
import { ADDRESSES_WORDS } from './words';

/** WeChat's own list of regions. */
export function RegionField({ place, problem, onChange }: RegionFieldProps) {
  const w = useWords(ADDRESSES_WORDS);
  const region = regionOf(place);
  return (
    <View className={`field ${problem ? 'field--wrong' : ''}`}>
      <Text className="field__label">{w('region')}</Text>
      <Picker
        mode="region"
        value={[...place]}
        onChange={({ detail: { value } }) => onChange([value[0] ?? '', value[1] ?? '', value[2] ?? ''])}
      >
        <View className="field__input">{region || <Text className="field__placeholder">{w('regionHint')}</Text>}</View>
      </Picker>
      {problem ? <Text className="field__words">{problem}</Text> : null}
    </View>
  );
}
