import { execFileSync } from 'node:child_process';

function git(...args: string[]): string | undefined {
  try {
    return execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return undefined; // No repository, no such tag, no such file: nothing to compare with.
  }
}

/** The last release, a tag such as `v1.2.0` that this commit descends from; undefined when there is none. */
export function lastRelease(): string | undefined {
  return git('describe', '--tags', '--abbrev=0', '--match', 'v*')?.trim();
}

/** A file as it was released, or undefined when it was not part of that release. */
export function fileAt(tag: string, path: string): string | undefined {
  return git('show', `${tag}:${path}`);
}

/** Files below a folder that were released and have been changed, renamed or removed since. */
export function changedSince(tag: string, folder: string): string[] {
  const output = git('diff', '--name-only', '--no-renames', '--diff-filter=MD', tag, '--', folder) ?? '';
  return output.split('\n').filter((line) => line !== '');
}
