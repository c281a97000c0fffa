import { readFileSync } from 'node:fs';
import path from 'node:path';

const source = readFileSync(path.join(__dirname, 'tokens.scss'), 'utf8');

/** Relative luminance and contrast as WCAG 2 defines them; axe cannot measure text on a gradient. */
function luminance(hex: string): number {
  const channels = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  const [red = 0, green = 0, blue = 0] = channels.map((one) =>
    one <= 0.03928 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** `hex` with a layer of `layer` of opacity `alpha` over it. */
function under(hex: string, layer: [number, number, number], alpha: number): string {
  const mixed = layer.map((over, at) => {
    const below = Number.parseInt(hex.slice(1 + at * 2, 3 + at * 2), 16);
    return Math.round(below + (over - below) * alpha);
  });
  return `#${mixed.map((one) => one.toString(16).padStart(2, '0')).join('')}`;
}

const card = readFileSync(path.join(__dirname, 'level-card.scss'), 'utf8');
const shine = Math.max(
  ...[...card.matchAll(/rgba\(255, 255, 255, ([\d.]+)\) \d+%/g)].map(([, alpha]) => Number(alpha)),
);
const dimmed = Number(/\.tint-diamond \.level-card__shine \{\s+opacity: ([\d.]+)/.exec(card)?.[1]);

/** How much of the shine a look gets: those with light ink get the dimmed one. */
function shineOf(appearance: string, name: string): number {
  return appearance === 'dark' || name === 'platinum' || name === 'diamond' ? shine * dimmed : shine;
}

function grooveOf(list: string): [[number, number, number], number] {
  const [red = 0, green = 0, blue = 0, alpha = 0] = (/rgba\(([^)]+)\)/.exec(list)?.[1] ?? '').split(',').map(Number);
  return [[red, green, blue], alpha];
}

function plain(appearance: string): (name: string) => string {
  const block = source.split(`@mixin ${appearance} {`)[1]?.split('\n}')[0] ?? '';
  return (name) => new RegExp(`--${name}: (#[0-9a-f]{6})`).exec(block)?.[1] ?? '';
}

function tints(appearance: string): [string, string[], string][] {
  const block = source.split(`@mixin ${appearance}-tints {`)[1]?.split('\n}')[0] ?? '';
  const found = block.matchAll(/^ {2}\.tint-([\w-]+) \{\s+@include tint\(([\s\S]+?)\);/gm);
  return [...found].map(([, name = '', list = '']) => [name, list.match(/#[0-9a-f]{6}/g) ?? [], list]);
}

describe.each(['light', 'dark'])('%s', (appearance) => {
  const color = plain(appearance);

  test.each([
    ['ink', 'surface'],
    ['ink', 'ground'],
    ['ink', 'sunken'],
    ['ink', 'raised'],
    ['ink-soft', 'surface'],
    ['ink-soft', 'ground'],
    ['ink-soft', 'sunken'],
    ['ink-soft', 'wash'],
    ['accent-ink', 'accent'],
    ['accent', 'surface'],
    ['alert', 'alert-ground'],
    ['tint-ink', 'tint'],
    ['ink', 'bar'],
    ['accent', 'ground'],
  ])('%s can be read on %s', (ink, ground) => {
    expect(contrast(color(ink), color(ground))).toBeGreaterThanOrEqual(4.5);
  });

  test('there are eight looks', () => expect(tints(appearance)).toHaveLength(8));

  test.each(tints(appearance))('%s can be read all over', (name, colors, list) => {
    const [wash = '', tint = '', from = '', to = '', ink = '', soft = ''] = colors;
    const pairs = [
      [color('ink'), wash],
      [color('ink-soft'), wash],
      [tint, color('surface')],
      [color('tint-ink'), tint],
      ...[from, to].flatMap((end) => [
        [ink, end],
        [soft, end],
        [ink, under(end, ...grooveOf(list))],
        [ink, under(end, [255, 255, 255], shineOf(appearance, name))],
      ]),
    ];
    const tooFaint = pairs.filter(([one = '', other = '']) => !(contrast(one, other) >= 4.5));
    expect(tooFaint).toEqual([]);
  });
});
