import { Button, Image, Input, Text as TaroText, View } from '@tarojs/components';
import type { BoxProps, EntryProps, HeadingProps, PictureProps, TapProps, TextProps } from './primitives.types';

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

export function Picture({ src, className, photo = false }: PictureProps) {
  return <Image src={src} className={className} mode={photo ? 'aspectFill' : 'aspectFit'} lazyLoad={photo} />;
}

export function Entry({ className = '', label, kind = 'text', maxLength = 140, onChange, ...rest }: EntryProps) {
  return (
    <Input
      className={`entry ${className}`}
      type={kind === 'phone' ? 'number' : 'text'}
      confirmType={kind === 'search' ? 'search' : 'done'}
      maxlength={maxLength}
      ariaLabel={label}
      onInput={(event) => onChange(event.detail.value)}
      {...rest}
    />
  );
}
