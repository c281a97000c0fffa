import ts from 'typescript';
import type { Finding } from './finding';

/** Checks that whatever a file exports to others says what it guarantees. */
export function checkDocstrings(file: string, source: ts.SourceFile): Finding[] {
  if (!/^(server\/src|scripts)\//.test(file)) return [];
  return source.statements
    .filter((statement) => isExported(statement) && !isDocumented(statement))
    .flatMap((statement) => namesOf(statement).map((name) => ({ name, statement })))
    .map(({ name, statement }) => ({
      file,
      line: source.getLineAndCharacterOfPosition(statement.getStart(source)).line + 1,
      rule: 'exports-are-documented',
      message: `${name} has no docstring. Say what it guarantees, its units and its errors in /** … */ above it.`,
    }));
}

function isExported(node: ts.Statement): boolean {
  return (
    ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some((it) => it.kind === ts.SyntaxKind.ExportKeyword)
  );
}

/** What GraphQL serves is documented by descriptions, which is where its readers look: a type's own, a resolver's fields'. */
function isDocumented(node: ts.Statement): boolean {
  if (ts.getJSDocCommentsAndTags(node).length > 0) return true;
  const decorators = ts.canHaveDecorators(node) ? (ts.getDecorators(node) ?? []) : [];
  return decorators.some((decorator) => /^@Resolver\b|\bdescription:/.test(decorator.getText()));
}

/** The functions, classes and types that a statement declares; plain constants explain themselves by their names. */
function namesOf(node: ts.Statement): string[] {
  if (ts.isFunctionDeclaration(node)) {
    // Overloads and their implementation count as one: the first carries the docstring.
    return node.body ? [node.name?.text ?? 'The default export'] : [];
  }
  if (ts.isClassDeclaration(node)) return [node.name?.text ?? 'The default export'];
  if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) || ts.isEnumDeclaration(node)) {
    return [node.name.text];
  }
  if (!ts.isVariableStatement(node)) return [];
  return node.declarationList.declarations
    .filter(
      ({ initializer }) => initializer && (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer)),
    )
    .map((declaration) => declaration.name.getText());
}
