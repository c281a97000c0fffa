import fc from 'fast-check';
import { decodeId, encodeId, type IdKind, idPrefixes, kindOfId } from './ids';

const kinds = Object.keys(idPrefixes) as IdKind[];
const kind = fc.constantFrom(...kinds);
const rowId = fc.nat({ max: Number.MAX_SAFE_INTEGER });

describe('ids', () => {
  it('lead back to their row and their kind', () => {
    fc.assert(
      fc.property(kind, rowId, (of, row) => {
        const id = encodeId(of, row);
        expect(id).toMatch(/^[a-z]{3}_[0-9A-Za-z]{8,}$/);
        expect(decodeId(of, id)).toBe(row);
        expect(kindOfId(id)).toBe(of);
      }),
    );
  });

  it('of another kind are none of this kind', () => {
    fc.assert(
      fc.property(kind, kind, rowId, (one, other, row) => {
        fc.pre(one !== other);
        expect(decodeId(other, encodeId(one, row))).toBeUndefined();
      }),
    );
  });

  it('are one for each row: changed in one character they are another row’s or nobody’s', () => {
    fc.assert(
      fc.property(rowId, fc.nat(), fc.constantFrom(...'aZ09_-'), (row, at, character) => {
        const id = encodeId('Member', row);
        const place = 4 + (at % (id.length - 4));
        const changed = id.slice(0, place) + character + id.slice(place + 1);
        fc.pre(changed !== id);
        expect(decodeId('Member', changed)).not.toBe(row);
      }),
    );
  });

  it('are not made of just any text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const decoded = decodeId('Member', `mbr_${text}`);
        if (decoded !== undefined) expect(encodeId('Member', decoded)).toBe(`mbr_${text}`);
        if (!text.startsWith('mbr_')) expect(decodeId('Member', text)).toBeUndefined();
      }),
    );
    for (const text of ['', 'mbr_', 'mbr', '_', 'mbr_😀', '1', 'constructor_']) {
      expect(decodeId('Member', text)).toBeUndefined();
    }
    expect(kindOfId('xyz_12345678')).toBeUndefined();
    expect(kindOfId('')).toBeUndefined();
  });

  it('stay what they are: some have been handed out', () => {
    expect(encodeId('Member', 1)).toMatchInlineSnapshot(`"mbr_cDlmBbK1"`);
    expect(encodeId('Partner', 123_456)).toMatchInlineSnapshot(`"prt_CMzePJGT"`);
  });
});
