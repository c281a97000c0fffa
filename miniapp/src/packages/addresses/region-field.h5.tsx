import { Box, Field } from '@/components/ui';
import { useWords } from '@/lib/i18n/use-i18n';
import { PROVINCES } from './region';
import type { RegionFieldProps } from './region-field.types';
import { ADDRESSES_WORDS } from './words';

/** A browser knows these fields and may fill them in; provinces are offered to choose from. */
export function RegionField({ place: [province, city, district], problem, onChange }: RegionFieldProps) {
  const w = useWords(ADDRESSES_WORDS);
  return (
    <>
      <Field
        label={w('province')}
        value={province}
        problem={problem}
        placeholder={w('provinceHint')}
        suggestions={PROVINCES}
        autoComplete="address-level1"
        maxLength={20}
        onChange={(value) => onChange([value, city, district])}
      />
      <Box className="address-form__pair">
        <Field
          label={w('city')}
          value={city}
          placeholder={w('cityHint')}
          autoComplete="address-level2"
          maxLength={28}
          onChange={(value) => onChange([province, value, district])}
        />
        <Field
          label={w('district')}
          value={district}
          placeholder={w('districtHint')}
          autoComplete="address-level3"
          maxLength={28}
          onChange={(value) => onChange([province, city, value])}
        />
      </Box>
    </>
  );
}
