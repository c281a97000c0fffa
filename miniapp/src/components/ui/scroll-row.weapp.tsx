import { ScrollView } from '@tarojs/components';
import type { ScrollRowProps } from './scroll-row.types';

/** About as wide as a tab: to bring one into sight it need not be exact. */
const TAB_WIDTH = 72;

/** The same by WeChat's own scrolling. */
export function ScrollRow({ at, children }: ScrollRowProps) {
  return (
    <ScrollView className="scroll-row" scrollX enhanced showScrollbar={false} scrollLeft={(at - 2) * TAB_WIDTH}>
      {children}
    </ScrollView>
  );
}
