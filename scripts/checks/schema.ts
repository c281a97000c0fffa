/**
 * The `schema` step of `npm run check`: the committed contract is the printed one, keeps the rules, and breaks nobody
 * who builds on the last release.
 */
import { existsSync, readFileSync } from 'node:fs';
import { CriticalityLevel, diff } from '@graphql-inspector/core';
import { buildSchema as buildFromText, type GraphQLSchema } from 'graphql';
import { executableSchema } from '../../server/src/schema';
import { linesOf } from './contract-lines';
import { type Finding, report } from './finding';
import { CONTRACT, printContract } from './print-contract';
import { fileAt, lastRelease } from './release';
import { findBreaches } from './schema-rules';

function findDrift(printed: string): Finding[] {
  const committed = existsSync(CONTRACT) ? readFileSync(CONTRACT, 'utf8') : '';
  if (committed === printed) return [];
  const expected = printed.split('\n');
  const found = committed.split('\n');
  const line = expected.findIndex((text, index) => text !== found[index]);
  const at = line === -1 ? expected.length : line;
  const message = `differs from the code. Run npm run schema.\n    code:  ${expected[at] ?? ''}\n    file:  ${found[at] ?? ''}`;
  return [{ file: CONTRACT, line: at + 1, rule: 'no-drift', message }];
}

async function findBreakingChanges(schema: GraphQLSchema, lineOf: (path: string) => number): Promise<Finding[]> {
  const release = lastRelease();
  const released = release === undefined ? undefined : fileAt(release, CONTRACT);
  if (release === undefined || released === undefined) return [];
  const changes = await diff(buildFromText(released), schema);
  return changes
    .filter((change) => change.criticality.level === CriticalityLevel.Breaking)
    .map((change) => ({
      file: CONTRACT,
      line: lineOf(change.path ?? ''),
      rule: 'no-breaking-change',
      message: `${change.message} since ${release}. Keep it and mark it deprecated; add what is new beside it.`,
    }));
}

async function main(): Promise<void> {
  const schema = await executableSchema();
  const printed = printContract(schema);
  const lines = linesOf(printed);
  const lineOf = (path: string) => lines.get(path) ?? lines.get(path.replace(/\.[^.]*$/, '')) ?? 1;
  const breaches = findBreaches(schema).map(({ coordinate, rule, message }) => ({
    file: CONTRACT,
    line: lineOf(coordinate),
    rule,
    message,
  }));
  report(
    [...findDrift(printed), ...breaches, ...(await findBreakingChanges(schema, lineOf))],
    `${lines.size} elements of the schema`,
  );
}

void main();
