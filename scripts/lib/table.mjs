// @ts-check
/** Tables in a terminal, where a Chinese character is as wide as two others. */

/**
 * @param {string} text
 * @returns {number} columns it takes
 */
const widthOf = (text) =>
  [...text].reduce((sum, character) => sum + (/[\u2e80-\u9fff\uff00-\uffef]/.test(character) ? 2 : 1), 0);

/**
 * Prints rows with their columns aligned.
 * @param {string[][]} rows
 */
export function printTable(rows) {
  const columns = Math.max(...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((row) => widthOf(row[column] ?? ''))),
  );
  for (const row of rows) {
    const cells = row.map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - widthOf(cell)));
    console.log(`  ${cells.join('   ').trimEnd()}`);
  }
}
