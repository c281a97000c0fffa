import { inTransaction } from '../../src/platform/database/unit-of-work';
import type { TestServer } from './test-server';

/** Puts so many members into the database, `prefix 1`, `prefix 2`, … without any history. */
export async function addMembers(server: TestServer, prefix: string, count: number): Promise<void> {
  await inTransaction(server.database, async (tx) => {
    for (let number = 1; number <= count; number++) {
      const nickname = `${prefix} ${number}`;
      await tx.query(
        "INSERT INTO member (seq, nickname, joined_at, status) VALUES (1, ?, '2026-03-01 00:00:00.000', 'ACTIVE')",
        [nickname],
      );
    }
  });
}

/** The id of a member, as staff see it. */
export async function memberId(server: TestServer, ref: string): Promise<string> {
  const { data } = await server.graphql<{ member: { id: string } }>(
    'query ($ref: String!) { member(ref: $ref) { id } }',
    {
      token: 'demo-viewer',
      variables: { ref },
    },
  );
  return data.member.id;
}

/** A code of the phone button, for a person of the simulator. */
export async function phoneCode(server: TestServer, user: string): Promise<string> {
  const response = await fetch(`${server.simulatorUrl}/simulator/phone-code`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ user }),
  });
  return ((await response.json()) as { code: string }).code;
}
