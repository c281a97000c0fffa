/** The `house-rules` step of `npm run check`: what neither the compiler nor the linter can say. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { checkDocstrings } from './docstrings';
import { type Finding, report } from './finding';
import { changedSince, lastRelease } from './release';
import { checkSource } from './source-rules';
import { checkWords } from './word-rules';

const FOLDERS = ['server/src', 'server/migrations', 'scripts', 'miniapp/src'];

function listSources(): string[] {
  return FOLDERS.filter((folder) => existsSync(folder))
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).map(
        (path) => `${folder}/${path.replaceAll('\\', '/')}`,
      ),
    )
    .filter((path) => /\.(ts|tsx|mjs|cjs)$/.test(path) && !/(\.test\.tsx?|\.d\.ts)$|\/(test|generated)\//.test(path))
    .sort();
}

function checkMigrations(): Finding[] {
  const release = lastRelease();
  if (release === undefined) return [];
  return changedSince(release, 'server/migrations').map((file) => ({
    file,
    line: 1,
    rule: 'migrations-never-change',
    message: `changed since ${release}, where it may have run already. Restore it and write a new migration.`,
  }));
}

function main(): void {
  const files = listSources();
  const findings = files.flatMap((path) => {
    const text = readFileSync(path, 'utf8');
    const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
    return [...checkWords(path, text), ...checkDocstrings(path, source), ...checkSource(path, source)];
  });
  report([...findings, ...checkMigrations()], `${files.length} files`);
}

main();
