// @ts-check
/** Shows the log of the server and the simulator (JSON lines) to a person. */

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'];

/**
 * Reads a line of a log. What is no log record counts as a warning: nobody expects it.
 * @param {string} line
 * @returns {{ isWarning: boolean, text: string }} the record as one line of text
 */
export function readLogLine(line) {
  try {
    const record = JSON.parse(line);
    // pino writes its levels as words or, by default, as tens: 30 is info.
    const rank = typeof record.level === 'number' ? record.level / 10 - 1 : LEVELS.indexOf(record.level);
    const level = LEVELS[rank];
    if (level === undefined) return { isWarning: true, text: line };
    const time = new Date(record.time).toTimeString().slice(0, 8);
    const cause = record.err?.message ?? record.error?.message;
    const message = [record.msg, cause].filter((part, index, parts) => part && parts.indexOf(part) === index);
    return { isWarning: rank >= LEVELS.indexOf('warn'), text: `${time} ${level.toUpperCase()} ${message.join(': ')}` };
  } catch {
    return { isWarning: true, text: line };
  }
}

/**
 * Chooses what the terminal shows.
 * @param {string} line
 * @returns {string | undefined} undefined when the line is for the log file alone
 */
export function forTerminal(line) {
  const { isWarning, text } = readLogLine(line);
  return isWarning && text.trim() !== '' ? text : undefined;
}
