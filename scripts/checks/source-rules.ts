import ts from 'typescript';
import type { Finding } from './finding';

/** A rule about single nodes of the syntax tree. */
interface NodeRule {
  name: string;
  /** Which files it is about. */
  appliesTo(file: string): boolean;
  /** What is wrong with the node and the fix, or undefined. */
  check(node: ts.Node): string | undefined;
}

const ARITHMETIC = new Set([
  ts.SyntaxKind.MinusToken,
  ts.SyntaxKind.AsteriskToken,
  ts.SyntaxKind.SlashToken,
  ts.SyntaxKind.PercentToken,
  ts.SyntaxKind.AsteriskAsteriskToken,
  ts.SyntaxKind.PlusToken,
]);

const SQL = /^(query|createQueryBuilder|getRepository|createQueryRunner)$/;

/** Time and chance, which have one source each so that tests and the movable clock can hold them. */
const UNCONTROLLED = /^(Date\.now|Math\.random|Date|performance\.now|Temporal\.Now\.\w+)$/;

/** Entry points: only they open a transaction, and every function below them takes its `Tx`. */
const OPENS_TRANSACTIONS =
  /\.resolver\.ts$|\.(job|callback)\.ts$|^server\/src\/(http|demo|platform\/(jobs|outbox|database))\b|^server\/src\/(app|main)\.ts$|^scripts\//;

const isServer = (file: string) => file.startsWith('server/src/');
const isResolver = (file: string) => file.endsWith('.resolver.ts');

const rules: NodeRule[] = [
  {
    name: 'one-clock',
    appliesTo: (file) => isServer(file) && file !== 'server/src/platform/clock.ts',
    check(node) {
      const isNow = ts.isNewExpression(node) && node.expression.getText() === 'Date' && !node.arguments?.length;
      const isCall = ts.isCallExpression(node) && UNCONTROLLED.test(node.expression.getText());
      if (!isNow && !isCall) return undefined;
      return `${node.getText()} cannot be held by a test. Pass in now, or use platform/clock.ts.`;
    },
  },
  {
    name: 'no-sql-in-resolvers',
    appliesTo: isResolver,
    check(node) {
      if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return undefined;
      if (!SQL.test(node.expression.name.text)) return undefined;
      return `.${node.expression.name.text}() in a resolver. Move it to the module's store.`;
    },
  },
  {
    name: 'no-arithmetic-in-resolvers',
    appliesTo: isResolver,
    check(node) {
      if (!ts.isBinaryExpression(node) || !ARITHMETIC.has(node.operatorToken.kind)) return undefined;
      if ([node.left, node.right].some((side) => ts.isStringLiteralLike(side) || ts.isTemplateExpression(side))) {
        return undefined;
      }
      return `"${node.getText()}" is computed in a resolver. Move it to an action or the engine.`;
    },
  },
  {
    name: 'transactions-open-at-entry-points',
    appliesTo: (file) => isServer(file) && !OPENS_TRANSACTIONS.test(file),
    check(node) {
      if (!ts.isCallExpression(node) || node.expression.getText() !== 'inTransaction') return undefined;
      return 'inTransaction is opened here. Take a Tx as parameter; resolvers, callbacks, jobs and scripts open it.';
    },
  },
  {
    name: 'explicit-graphql-types',
    appliesTo: isServer,
    check(node) {
      const call = decoratorCall(node, /^(Field|Query|Mutation|Subscription|Arg)$/);
      if (!call || call.arguments.some((argument) => ts.isArrowFunction(argument))) return undefined;
      return `@${call.expression.getText()} without a type: the emitted one is wrong for numbers and nulls. Add () => Type.`;
    },
  },
  {
    name: 'explicit-column-types',
    appliesTo: (file) => file.endsWith('.entities.ts'),
    check(node) {
      const call = decoratorCall(node, /^(Column|PrimaryColumn)$/);
      if (!call || call.arguments.some(namesColumnType)) return undefined;
      return `@${call.expression.getText()} without a type: a number would become a float. Add type: '…'.`;
    },
  },
];

function decoratorCall(node: ts.Node, name: RegExp): ts.CallExpression | undefined {
  if (!ts.isDecorator(node) || !ts.isCallExpression(node.expression)) return undefined;
  return name.test(node.expression.expression.getText()) ? node.expression : undefined;
}

function namesColumnType(argument: ts.Expression): boolean {
  if (ts.isStringLiteral(argument) || ts.isIdentifier(argument)) return true;
  return (
    ts.isObjectLiteralExpression(argument) &&
    argument.properties.some((property) => property.name?.getText() === 'type' || ts.isSpreadAssignment(property))
  );
}

/** Applies every rule that is about this file to every node of it. */
export function checkSource(file: string, source: ts.SourceFile): Finding[] {
  const applicable = rules.filter((rule) => rule.appliesTo(file));
  const findings: Finding[] = [];
  const visit = (node: ts.Node) => {
    for (const rule of applicable) {
      const message = rule.check(node);
      if (message === undefined) continue;
      const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
      findings.push({ file, line, rule: rule.name, message });
    }
    ts.forEachChild(node, visit);
  };
  if (applicable.length > 0) visit(source);
  return findings;
}
