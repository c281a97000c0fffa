import { useEffect, useState } from 'react';
import { Box, Entry, Tap } from '@/components/ui';
import type { MallQuery } from '@/graphql/generated/graphql';
import { useI18n } from '@/lib/i18n/use-i18n';
import { turned, type Wanted } from './choice';

/** Long enough that a word is asked for and not each of its letters. */
const TYPING_MS = 400;

export interface FiltersProps {
  categories: MallQuery['mallCategories'];
  wanted: Wanted;
  onWant: (wanted: Wanted) => void;
}

/** A category, what I can have, and the order. */
export function Filters({ categories, wanted, onWant }: FiltersProps) {
  const { t } = useI18n();
  const choices = [{ code: undefined, name: t('mall.all') }, ...categories];
  return (
    <Box className="mall__bar">
      <Box className="mall__row" role="radiogroup" label={t('mall.categories')}>
        {choices.map(({ code, name }) => (
          <Tap
            key={name}
            className={`mall__category ${wanted.category === code ? 'mall__category--on' : ''}`}
            checked={wanted.category === code}
            onTap={() => onWant({ ...wanted, category: code })}
          >
            {name}
          </Tap>
        ))}
      </Box>
      <Box className="mall__order">
        <Sorts wanted={wanted} onWant={onWant} />
        <Tap
          className={`mall__mine ${wanted.affordable ? 'mall__mine--on' : ''}`}
          pressed={wanted.affordable}
          onTap={() => onWant({ ...wanted, affordable: !wanted.affordable })}
        >
          {t('mall.affordable')}
        </Tap>
      </Box>
    </Box>
  );
}

/** Searches while somebody writes; emptied from outside, it is empty. */
export function Search({ wanted, onWant }: Omit<FiltersProps, 'categories'>) {
  const { t } = useI18n();
  const [words, setWords] = useState(wanted.text);
  useEffect(() => setWords(wanted.text), [wanted.text]);
  useEffect(() => {
    if (words === wanted.text) return undefined;
    const timer = setTimeout(() => onWant({ ...wanted, text: words }), TYPING_MS);
    return () => clearTimeout(timer);
  }, [words, wanted, onWant]);
  return (
    <Box className="mall__search">
      <Box className="mall__lens" decorative />
      <Entry
        className="mall__words"
        kind="search"
        label={t('mall.search')}
        placeholder={t('mall.search')}
        maxLength={40}
        value={words}
        onChange={setWords}
      />
    </Box>
  );
}

function Sorts({ wanted, onWant }: Omit<FiltersProps, 'categories'>) {
  const { t } = useI18n();
  const { sort } = wanted;
  const byPoints = sort === 'POINTS_ASC' || sort === 'POINTS_DESC';
  const look = (isOn: boolean) => `mall__sort ${isOn ? 'mall__sort--on' : ''}`;
  return (
    <Box className="mall__row mall__sorts" role="radiogroup" label={t('mall.order')}>
      {(['RECOMMENDED', 'POPULAR', 'NEWEST'] as const).map((one) => (
        <Tap
          key={one}
          className={look(sort === one)}
          checked={sort === one}
          onTap={() => onWant({ ...wanted, sort: one })}
        >
          {t(`mall.sort.${one}`)}
        </Tap>
      ))}
      <Tap
        className={`${look(byPoints)} mall__sort--${byPoints ? sort : 'none'}`}
        checked={byPoints}
        label={t(sort === 'POINTS_DESC' ? 'mall.sort.falling' : 'mall.sort.rising')}
        onTap={() => onWant({ ...wanted, sort: turned(sort) })}
      >
        {t('mall.sort.POINTS')}
        <Box className="mall__arrows" decorative />
      </Tap>
    </Box>
  );
}
