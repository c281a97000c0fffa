import { isHarmlessSvg } from './harmless-svg';

const svg = (inside: string, attributes = '') =>
  Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg"${attributes}>${inside}</svg>`);

describe('which SVGs are stored', () => {
  it.each([
    ['shapes', '<g transform="rotate(3)"><path d="M0 0L1 1" fill="#fff"/></g>'],
    ['text', '<text x="1">100 元 &amp; more</text>'],
    [
      'paint of its own',
      '<defs><linearGradient id="a"><stop offset="0"/></linearGradient></defs><rect fill="url(#a)"/>',
    ],
    ['a part used again', '<use href="#a"/>'],
    ['a comment', '<!-- a bottle -->'],
  ])('takes %s', (_, inside) => {
    expect(isHarmlessSvg(svg(inside))).toBe(true);
  });

  it.each([
    ['a script', '<script>alert(1)</script>'],
    ['a script in capitals', '<SCRIPT>alert(1)</SCRIPT>'],
    ['HTML', '<foreignObject><p>x</p></foreignObject>'],
    ['a picture from elsewhere', '<image href="https://example.com/a.png"/>'],
    ['a use of elsewhere', '<use href="https://example.com/a.svg#b"/>'],
    ['a link', '<a href="javascript:alert(1)"><rect/></a>'],
    ['an animation', '<rect><animate attributeName="href" to="x"/></rect>'],
    ['an event', '<rect onclick="alert(1)"/>'],
    ['an event without quotes', '<rect onclick=alert(1)/>'],
    ['a style', '<style>@import "https://example.com/a.css";</style>'],
    ['a style attribute', '<rect style="fill:red"/>'],
    ['paint from elsewhere', '<rect fill="url(https://example.com/a.svg#b)"/>'],
    ['paint from elsewhere behind its own', '<rect fill="url(#a) url(//example.com)"/>'],
    ['entities in values', '<use href="&#35;a"/>'],
    ['a section of data', '<![CDATA[<script>alert(1)</script>]]>'],
    ['an instruction', '<?xml-stylesheet href="https://example.com/a.css"?>'],
    ['markup that does not end', '<rect'],
  ])('refuses %s', (_, inside) => {
    expect(isHarmlessSvg(svg(inside))).toBe(false);
  });

  it('refuses a document type, another root, an event of the root, and nothing at all', () => {
    expect(isHarmlessSvg(Buffer.from('<!DOCTYPE svg [<!ENTITY a "b">]><svg></svg>'))).toBe(false);
    expect(isHarmlessSvg(Buffer.from('<svgx></svgx>'))).toBe(false);
    expect(isHarmlessSvg(svg('', ' onload="alert(1)"'))).toBe(false);
    expect(isHarmlessSvg(Buffer.from(''))).toBe(false);
  });
});
