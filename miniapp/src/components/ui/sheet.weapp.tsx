import { ScrollView, View } from '@tarojs/components';
import type { SheetProps } from './primitives.types';

/** A layer over the page; what lies below does not scroll with it. */
export function Sheet({ onClose, children }: SheetProps) {
  return (
    <View className="sheet sheet--layer" catchMove onClick={onClose}>
      <ScrollView className="sheet__body" scrollY onClick={(event) => event.stopPropagation()}>
        {children}
      </ScrollView>
    </View>
  );
}
