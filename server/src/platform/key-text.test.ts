import { cutText, isKeyText } from './key-text';

describe('isKeyText', () => {
  it.each(['a', 'o6_bmjrPTlm6_2sgVt7hMZOPfL2M', 'with blank inside', '客户-1', '😀'.repeat(128)])('takes %j', (text) =>
    expect(isKeyText(text)).toBe(true),
  );
  it.each(['', ' ', 'a ', ' a', 'a\u3000', 'a\n', 'a\u0000b', '\u007f', '\ud83d', '😀'.repeat(129)])(
    'refuses %j',
    (text) => expect(isKeyText(text)).toBe(false),
  );
  it('counts characters up to the length of the column', () => {
    expect(isKeyText('abcd', 4)).toBe(true);
    expect(isKeyText('abcde', 4)).toBe(false);
  });
});

describe('cutText', () => {
  it('cuts between characters, never within one', () => {
    expect(cutText('a😀b', 2)).toBe('a😀');
    expect(cutText('😀😀', 1)).toBe('😀');
    expect(cutText('ab', 5)).toBe('ab');
  });
});
