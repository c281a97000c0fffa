import type { MallProductFilter, MallProductSort } from '@/graphql/generated/graphql';

/** What somebody looks for in the mall, and in which order. */
export interface Wanted {
  text: string;
  /** The code of a category; undefined: all. */
  category: string | undefined;
  affordable: boolean;
  sort: MallProductSort;
}

/** How the tab opens. */
export const EVERYTHING: Wanted = { text: '', category: undefined, affordable: false, sort: 'RECOMMENDED' };

/** The same for the server; what does not matter is left out, so that equal wishes are one list. */
export function listOf({ text, category, affordable, sort }: Wanted): {
  filter: MallProductFilter;
  sort: MallProductSort;
} {
  const words = text.trim();
  return {
    filter: {
      ...(words ? { text: words } : {}),
      ...(category ? { category } : {}),
      ...(affordable ? { affordable } : {}),
    },
    sort,
  };
}

/** Whether anything is left out of the list. */
export function isNarrowed(wanted: Wanted): boolean {
  return Object.keys(listOf(wanted).filter).length > 0;
}

/** The order after a tap on points: fewest first, then the other way round. */
export function turned(sort: MallProductSort): MallProductSort {
  return sort === 'POINTS_ASC' ? 'POINTS_DESC' : 'POINTS_ASC';
}
