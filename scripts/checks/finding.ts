/** What a check found wrong, and where. */
export interface Finding {
  /** Relative to the repository. */
  file: string;
  line: number;
  /** Name of the rule. */
  rule: string;
  /** What is wrong, then the fix. */
  message: string;
}

/** Prints findings with file and line, and ends the process: with 1 when there are any. */
export function report(findings: Finding[], checked: string): never {
  for (const { file, line, rule, message } of findings) console.log(`${file}:${line} ${rule}: ${message}`);
  console.log(`${findings.length} findings in ${checked}.`);
  process.exit(findings.length === 0 ? 0 : 1);
}
