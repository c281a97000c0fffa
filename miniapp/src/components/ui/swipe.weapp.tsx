import { Swiper, SwiperItem } from '@tarojs/components';
import type { SwipeProps } from './primitives.types';

/** WeChat's swiper keeps its neighbours in sight by margins, as the browser's row does by its padding. */
export function Swipe({ className = '', index, onChange, children }: SwipeProps) {
  return (
    <Swiper
      className={`swipe swipe--native ${className}`}
      current={index}
      previousMargin="28px"
      nextMargin="28px"
      onChange={(event) => onChange(event.detail.current)}
    >
      {children.map((child, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the cards are fixed and never reordered
        <SwiperItem key={at} className="swipe__card">
          {child}
        </SwiperItem>
      ))}
    </Swiper>
  );
}
