import { type ASTNode, Kind, parse, visit } from 'graphql';

/**
 * Where each element of a printed schema stands: `Type`, `Type.field`, `Type.field.argument`, `Enum.VALUE`, as the
 * number of its line.
 */
export function linesOf(printed: string): Map<string, number> {
  const lines = new Map<string, number>();
  const path: string[] = [];
  visit(parse(printed), {
    enter(node: ASTNode) {
      if (!('name' in node) || node.name?.kind !== Kind.NAME || !node.kind.endsWith('Definition')) return;
      path.push(node.name.value);
      lines.set(path.join('.'), node.name.loc?.startToken.line ?? 1);
    },
    leave(node: ASTNode) {
      if ('name' in node && node.name?.kind === Kind.NAME && node.kind.endsWith('Definition')) path.pop();
    },
  });
  return lines;
}
