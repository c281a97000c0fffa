import { Button, Image, Swiper, SwiperItem, Text as TaroText, View } from '@tarojs/components';
import type { BoxProps, HeadingProps, PictureProps, SwipeProps, TapProps, TextProps } from './primitives.types';

/** The same parts made of WeChat's own components. */

export function Box({ className, style, children }: BoxProps) {
  return (
    <View className={className} style={style}>
      {children}
    </View>
  );
}

export function Text({ className, children }: TextProps) {
  return <TaroText className={className}>{children}</TaroText>;
}

export function Heading({ className, children }: HeadingProps) {
  return <View className={className}>{children}</View>;
}

export function Tap({ className = '', style, children, disabled = false, onTap }: TapProps) {
  return (
    <Button className={`tap ${className}`} style={style} disabled={disabled} hoverClass="tap--held" onClick={onTap}>
      {children}
    </Button>
  );
}

export function Picture({ src, className }: PictureProps) {
  return <Image src={src} className={className} mode="aspectFit" />;
}

/** WeChat's swiper keeps its neighbours in sight by margins, as the browser's row does by its padding. */
export function Swipe({ className = '', index, onChange, children }: SwipeProps) {
  return (
    <Swiper
      className={`swipe ${className}`}
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
