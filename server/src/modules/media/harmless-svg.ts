/** What may be in an SVG: shapes, text and paint. Nothing that runs, loads or leads elsewhere. */
const ELEMENTS = new Set(
  `svg g defs title desc path rect circle ellipse line polyline polygon text tspan use symbol clipPath mask pattern
   linearGradient radialGradient stop`.split(/\s+/),
);

const PROLOGUE = /^\uFEFF?\s*(?:<\?xml[^<>]*\?>\s*)?/;
// A tag, a comment or text; quoted values hold no markup.
const TOKEN =
  /<(?<close>\/?)(?<name>[A-Za-z]+)(?<attributes>(?:\s+[\w:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*\/?>|<!--(?:[^-]|-[^-])*-->|[^<]+/y;
const ATTRIBUTE = /([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** Whether the bytes are an SVG made only of what is listed above, with references to its own parts alone. */
export function isHarmlessSvg(bytes: Buffer): boolean {
  const text = bytes.toString('utf8');
  let position = PROLOGUE.exec(text)?.[0].length ?? 0;
  if (!text.startsWith('<svg', position)) return false;
  while (position < text.length) {
    TOKEN.lastIndex = position;
    const token = TOKEN.exec(text);
    if (!token) return false;
    const { name, attributes = '' } = token.groups ?? {};
    if (name !== undefined && !(ELEMENTS.has(name) && areHarmless(attributes))) return false;
    position = TOKEN.lastIndex;
  }
  return /<\/svg>\s*$/.test(text);
}

function areHarmless(attributes: string): boolean {
  return [...attributes.matchAll(ATTRIBUTE)].every(([, name = '', double, single]) =>
    isHarmless(name.toLowerCase(), double ?? single ?? ''),
  );
}

function isHarmless(name: string, value: string): boolean {
  if (name === 'xmlns' || name.startsWith('xmlns:')) return /^http:\/\/www\.w3\.org\/[\w/]+$/.test(value);
  if (name.startsWith('on') || name === 'style' || name === 'class' || name.startsWith('xml:')) return false;
  // Entities and escapes could spell what is looked for below.
  if (/[&\\]/.test(value)) return false;
  if (name === 'href' || name.endsWith(':href')) return /^#[\w-]+$/.test(value);
  return !/url\s*\(/i.test(value.replace(/url\(#[\w-]+\)/g, '')) && !/(java|vb)script:|data:|\/\//i.test(value);
}
