// @ts-check
/** Shows the server's log (JSON lines) to a person. */

const LEVELS = new Map([
  [10, 'TRACE'],
  [20, 'DEBUG'],
  [30, 'INFO'],
  [40, 'WARN'],
  [50, 'ERROR'],
  [60, 'FATAL'],
]);
const WARNING = 40;

/**
 * @param {string} line
 * @returns {{ level: number, text: string }} anything that is not a log record counts as a warning: nobody expects it
 */
export function readLogLine(line) {
  try {
    const record = JSON.parse(line);
    const level = Number(record.level);
    if (!LEVELS.has(level)) return { level: WARNING, text: line };
    const time = new Date(record.time).toTimeString().slice(0, 8);
    const cause = record.err?.message ?? record.error?.message;
    const message = [record.msg, cause].filter((part, index, parts) => part && parts.indexOf(part) === index);
    return { level, text: `${time} ${LEVELS.get(level)} ${message.join(': ')}` };
  } catch {
    return { level: WARNING, text: line };
  }
}

/**
 * @param {string} line
 * @returns {string | undefined} the line for the terminal, or undefined when it is for the log file alone
 */
export function forTerminal(line) {
  const { level, text } = readLogLine(line);
  return level >= WARNING && text.trim() !== '' ? text : undefined;
}
