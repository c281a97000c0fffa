// @ts-check
/** Progress of a long step: one line that changes in a terminal, a line now and then elsewhere. */

const REDRAW_MS = 200;
const REPEAT_MS = 15_000;

/**
 * @typedef {object} Progress
 * @property {(detail: string) => void} update what it is doing now
 * @property {(result: string) => void} end the last word; the line stays
 */

/**
 * @param {string} label what is being done, without a full stop
 * @returns {Progress}
 */
export function startProgress(label) {
  const startedAt = performance.now();
  const inTerminal = process.stdout.isTTY === true;
  let detail = '';
  const line = () => {
    const seconds = Math.round((performance.now() - startedAt) / 1000);
    const text = `  … ${label} (${seconds} s)${detail && `: ${detail}`}`;
    return inTerminal ? text.slice(0, (process.stdout.columns || 80) - 1) : text;
  };
  const draw = () => (inTerminal ? process.stdout.write(`\r\x1b[2K${line()}`) : console.log(line()));
  draw();
  const timer = setInterval(draw, inTerminal ? REDRAW_MS : REPEAT_MS);
  timer.unref();
  return {
    update: (text) => {
      detail = text.trim();
    },
    end: (result) => {
      clearInterval(timer);
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
      console.log(`${inTerminal ? '\r\x1b[2K' : ''}  ${result} (${seconds} s)`);
    },
  };
}
