import type { BoxProps, EntryProps, HeadingProps, PictureProps, TapProps, TextProps } from './primitives.types';

/** Plain HTML: lighter than Taro's web components, and known to browsers, screen readers and keyboards. */

export function Box({ role, label, decorative, percent, ...rest }: BoxProps) {
  const progress = percent === undefined ? {} : { 'aria-valuenow': percent, 'aria-valuemin': 0, 'aria-valuemax': 100 };
  // biome-ignore lint/a11y/useAriaPropsSupportedByRole: whoever gives a name gives a role as well
  return <div role={role} aria-label={label} aria-hidden={decorative || undefined} {...progress} {...rest} />;
}

export function Text({ decorative, label, ...rest }: TextProps) {
  const name = label === undefined ? {} : { role: 'img', 'aria-label': label };
  return <span aria-hidden={decorative || undefined} {...name} {...rest} />;
}

export function Heading({ level, ...rest }: HeadingProps) {
  const Tag = `h${level}` as const;
  return <Tag {...rest} />;
}

export function Tap({ className = '', label, checked, selected, pressed, onTap, ...rest }: TapProps) {
  const choice = checked === undefined ? {} : { role: 'radio', 'aria-checked': checked };
  const tab = selected === undefined ? {} : { role: 'tab', 'aria-selected': selected };
  return (
    <button
      type="button"
      className={`tap ${className}`}
      aria-label={label}
      aria-pressed={pressed}
      onClick={onTap}
      {...choice}
      {...tab}
      {...rest}
    />
  );
}

export function Picture({ src, className, alt, photo = false }: PictureProps) {
  return <img src={src} className={className} alt={alt} loading={photo ? 'lazy' : undefined} draggable={false} />;
}

const INPUT_TYPES = { text: 'text', search: 'search', phone: 'tel' } as const;

export function Entry({ className = '', label, kind = 'text', onChange, ...rest }: EntryProps) {
  return (
    <input
      type={INPUT_TYPES[kind]}
      className={`entry ${className}`}
      aria-label={label}
      enterKeyHint={kind === 'search' ? 'search' : 'done'}
      onChange={(event) => onChange(event.target.value)}
      {...rest}
    />
  );
}
