import type { Finding } from './finding';

/** Words that say the code is not finished. Assembled, so that this file does not contain them itself. */
const UNFINISHED = new RegExp(
  `\\b(${['TO' + 'DO', 'FIX' + 'ME', 'XX' + 'X', 'HA' + 'CK'].join('|')})\\b(?!\\(#\\d+\\))`,
);
const PRETENDED = new RegExp(`\\b(${['st' + 'ub', 'mo' + 'ck'].join('|')}(s|bed|ed)?)\\b`, 'i');

/** Finds marks of unfinished or pretended work in production code. */
export function checkWords(file: string, text: string): Finding[] {
  return text.split('\n').flatMap((content, index): Finding[] => {
    const line = index + 1;
    const unfinished = UNFINISHED.exec(content);
    if (unfinished) {
      const message = `bare ${unfinished[1]}. Do it, or name the issue: ${unfinished[1]}(#123).`;
      return [{ file, line, rule: 'nothing-unfinished', message }];
    }
    const pretended = PRETENDED.exec(content);
    if (!pretended) return [];
    const message = `"${pretended[1]}" in production code. Do the real thing, or move it to a test.`;
    return [{ file, line, rule: 'nothing-pretended', message }];
  });
}
