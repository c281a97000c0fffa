import { setTimeout as pause } from 'node:timers/promises';
import { buildSimulator } from '../../../scripts/simulator/app';
import type { Delivery } from '../../../scripts/simulator/pay/types';
import { stockFaults } from '../../src/modules/mall/stock.store';
import type { Database } from '../../src/platform/database/open-database';
import { inTransaction } from '../../src/platform/database/unit-of-work';
import { type ContractDesk, contractDesk } from './contract-desk';
import { connectRaw, createTestDatabase, type DatabaseKind, openRaw, type TestDatabase } from './databases';
import { faultsOf } from './proofs';
import { freePort, type ServerProcess, startServerProcess, temporaryFolder } from './server-process';
import { callersOf } from './test-server';
import { until } from './until';
import { contractEnvironment, merchantEnvironment, type PayDesk, payDesk, simulatedMerchant } from './wechat-pay';

/** At which call of the server to WeChat Pay it is killed: before WeChat Pay hears of it, or before the answer goes out. */
export interface Trap {
  path: RegExp;
  when: 'asked' | 'answering';
}

/** What is recorded of an order. */
export interface Recorded {
  order: string | undefined;
  payments: string[];
  refunds: string[];
}

/** The same, and everything that it moves. */
export interface Standing extends Recorded {
  /** Available and held. */
  points: [number, number];
  /** Available, reserved and sold. */
  stock: [number, number, number];
}

/** The real server in a process that can be killed at a step, always found at the same port, with its simulator. */
export class CrashingShop {
  /** Of the server that was started last, ready or not. */
  private end: ServerProcess['kill'] | undefined;
  private trap: Trap | undefined;
  private sprung: (() => void) | undefined;
  /** What WeChat Pay has to tell while it may not. */
  private readonly held: Delivery[] = [];
  private holds = false;
  private simulatorUrl = '';
  /** A look behind the server's back. */
  private database!: Database;
  desk!: PayDesk;
  contractDesk!: ContractDesk;
  call!: ReturnType<typeof callersOf>;

  private constructor(
    private readonly kind: DatabaseKind,
    private readonly testDatabase: TestDatabase,
    private readonly simulator: ReturnType<typeof buildSimulator>,
    private readonly port: number,
    private readonly dataFolder: string,
  ) {}

  static async open(kind: DatabaseKind): Promise<CrashingShop> {
    const deliver = (delivery: Delivery) => shop.deliver(delivery);
    const simulator = buildSimulator({ ...simulatedMerchant(), deliver });
    const shop: CrashingShop = new CrashingShop(
      kind,
      await createTestDatabase(kind),
      simulator,
      await freePort(),
      temporaryFolder(),
    );
    simulator.addHook('onRequest', ({ url, method }) => shop.watch(`${method} ${url}`, 'asked'));
    simulator.addHook('onSend', ({ url, method }) => shop.watch(`${method} ${url}`, 'answering'));
    const simulatorUrl = await simulator.listen({ host: '127.0.0.1', port: 0 });
    shop.simulatorUrl = simulatorUrl;
    shop.desk = payDesk(simulatorUrl);
    shop.contractDesk = contractDesk(simulatorUrl);
    shop.call = callersOf(`http://127.0.0.1:${shop.port}`, simulatorUrl);
    await shop.start();
    shop.database = await shop.testDatabase.open({ migrate: false });
    return shop;
  }

  async close(): Promise<void> {
    await this.kill();
    await this.simulator.close();
    await this.testDatabase.drop();
  }

  /** Starts the server again, and lets WeChat Pay tell what it has to tell. */
  async start(): Promise<void> {
    await startServerProcess({
      databaseUrl: this.testDatabase.url,
      simulatorUrl: this.simulatorUrl,
      dataFolder: this.dataFolder,
      port: this.port,
      spawned: (kill) => {
        this.end = kill;
      },
      env: { ...merchantEnvironment(this.simulatorUrl), ...contractEnvironment(this.simulatorUrl) },
    });
  }

  async kill(): Promise<void> {
    await this.end?.();
  }

  /** Kills the server at the next call of this kind, whatever `work` does; what was asked of the server is lost. */
  async killedAt(trap: Trap, work: () => Promise<unknown>): Promise<void> {
    const sprung = new Promise<void>((resolve) => {
      this.sprung = resolve;
    });
    this.trap = trap;
    await Promise.all([sprung, work().catch(onlyCutOff)]);
  }

  /**
   * Kills the server in the middle of the next transaction that needs what `statement` takes, late in it; on SQLite before
   * its first statement.
   */
  async killedInTransaction(statement: string, work: () => Promise<unknown>): Promise<void> {
    const release = this.kind === 'SQLite' ? this.lockAll() : await this.lockBy(statement);
    const cutOff = work().catch(onlyCutOff);
    try {
      await release.waiting();
      await this.kill();
    } finally {
      await release.unlock();
    }
    await cutOff;
  }

  /** Holds what WeChat Pay has to tell of what `work` does, until `tellHeld`; from then on it may tell again. */
  async unheard<T>(work: () => Promise<T>): Promise<T> {
    this.holds = true;
    const done = await work();
    await until(() => this.held.length > 0, 'what WeChat Pay has to tell');
    this.holds = false;
    return done;
  }

  /** What was held back arrives now; `again`: not for the last time. What it was answered. */
  async tellHeld(again = false): Promise<number[]> {
    const told = again ? this.held : this.held.splice(0);
    return Promise.all(told.map(post));
  }

  /** The money that WeChat Pay has taken and not given back, by its own word, in fen. */
  async balance(): Promise<number> {
    const told = await this.desk.notices();
    const amounts = (type: string, field: 'total' | 'refund', key: string) => {
      const made = told.filter(({ event_type }) => event_type === type);
      const amountOf = ({ content }: (typeof made)[0]) => (content.amount as Record<string, number>)[field] ?? 0;
      return new Map(made.map((notice): [unknown, number] => [notice.content[key], amountOf(notice)]));
    };
    const sum = (map: Map<unknown, number>) => [...map.values()].reduce((total, amount) => total + amount, 0);
    const debits = (await this.contractDesk.debits()).filter(({ trade_state }) => trade_state !== 'PAY_FAIL');
    const debited = debits.reduce((total, { total_fee }) => total + Number(total_fee), 0);
    const paid = sum(amounts('TRANSACTION.SUCCESS', 'total', 'out_trade_no'));
    return paid + debited - sum(amounts('REFUND.SUCCESS', 'refund', 'out_refund_no'));
  }

  /** The amounts of the refunds that WeChat Pay made. */
  async refundsTold(): Promise<number[]> {
    const made = (await this.desk.notices()).filter(({ event_type }) => event_type === 'REFUND.SUCCESS');
    return made.map(({ content }) => (content.amount as { refund: number }).refund);
  }

  /** The business clock goes on, and everything that waits for its time by the wall clock is due. */
  async letTimePass(duration = 'PT1M'): Promise<void> {
    for (const [table, column] of [
      ['payment', 'check_at'],
      ['payment_refund', 'check_at'],
      ['plan_contract', 'look_at'],
    ]) {
      const due = `UPDATE ${table} SET ${column} = '2000-01-01 00:00:00.000' WHERE ${column} IS NOT NULL`;
      // The server is at work on the same tables: a write that finds them locked is tried again.
      await inTransaction(this.database, (tx) => tx.query(due));
    }
    const response = await fetch(`http://127.0.0.1:${this.port}/demo/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ advance: duration }),
    });
    expect([response.status, await response.text()]).toEqual([200, expect.any(String)]);
  }

  /** Moves the business clock on to an hour of China, so many days before or after an instant. */
  async moveTo(instant: string, days: number, hour: number): Promise<void> {
    const answer = await fetch(`http://127.0.0.1:${this.port}/demo/clock`);
    const { now } = (await answer.json()) as { now: string };
    const midnight = Date.parse(`${instant.slice(0, 10)}T16:00:00.000Z`);
    const seconds = Math.ceil((midnight + days * 86_400_000 + hour * 3_600_000 - Date.parse(now)) / 1000);
    if (seconds > 0) await this.letTimePass(`PT${seconds}S`);
  }

  /** The time to pay is over, for everything that waits to be paid. */
  async expirePayments(): Promise<void> {
    await this.database.writer.query(
      "UPDATE payment SET expires_at = '2000-01-01 00:00:00.000' WHERE state IN ('CREATED', 'OPEN')",
    );
  }

  /** Rows, read behind the server's back. */
  async rows<T>(query: string): Promise<T[]> {
    return this.database.reader.query(query);
  }

  /** What is recorded of the newest order, whether or not the server runs. */
  async recorded(): Promise<Recorded> {
    const { reader } = this.database;
    type Stored = { id: unknown; state: string };
    const [order]: Stored[] = await reader.query('SELECT id, state FROM mall_order ORDER BY id DESC LIMIT 1');
    const payments: Stored[] = await reader.query(`SELECT state FROM payment WHERE subject = '${order?.id}'`);
    const refunds: Stored[] = await reader.query(
      `SELECT r.state FROM payment_refund r JOIN payment p ON p.id = r.payment_id WHERE p.subject = '${order?.id}'`,
    );
    const statesOf = (rows: Stored[]) => rows.map(({ state }) => state);
    return { order: order?.state, payments: statesOf(payments), refunds: statesOf(refunds) };
  }

  /** How the newest order stands, with what its member and its stock have. */
  async standing(token: string, skuRow: number): Promise<Standing> {
    const query = '{ me { points { available held } } }';
    type Answer = { me: { points: { available: number; held: number } } };
    const { points } = (await this.call.graphql<Answer>(query, { token })).data.me;
    const stock = `SELECT available, reserved, sold FROM mall_sku WHERE id = ${skuRow}`;
    const [sku] = await this.database.reader.query(stock);
    return {
      ...(await this.recorded()),
      points: [points.available, points.held],
      stock: [Number(sku.available), Number(sku.reserved), Number(sku.sold)],
    };
  }

  /** What the ledger, a second fold of the journals and the ledger of stocks find wrong. */
  async faults(): Promise<unknown[]> {
    return [...(await faultsOf(this.database)), ...(await stockFaults(this.database))];
  }

  private async watch(call: string, when: Trap['when']): Promise<void> {
    const { trap } = this;
    if (!trap || trap.when !== when || !trap.path.test(call)) return;
    this.trap = undefined;
    await this.kill();
    this.sprung?.();
  }

  private async deliver(delivery: Delivery): Promise<number> {
    if (!this.holds) return post(delivery);
    this.held.push(delivery);
    throw new Error('Nobody listens.');
  }

  private async lockBy(statement: string) {
    const connection = await connectRaw(this.testDatabase);
    await connection.query('START TRANSACTION');
    await connection.query(statement);
    const waits = async () => {
      // What is looked at more often than ten times a second is not refreshed.
      await pause(150);
      const [rows] = await connection.query(
        "SELECT trx_id FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT'",
      );
      return (rows as unknown[]).length > 0;
    };
    return {
      waiting: () => until(waits, 'a transaction that waits'),
      async unlock() {
        await connection.query('ROLLBACK');
        await connection.end();
      },
    };
  }

  private lockAll() {
    const connection = openRaw(this.testDatabase);
    connection.exec('BEGIN IMMEDIATE');
    return {
      // Nobody can see that somebody waits for the one lock of SQLite; whenever it ends, nothing was written.
      waiting: () => pause(200),
      async unlock() {
        connection.exec('ROLLBACK');
        connection.close();
      },
    };
  }
}

/** Whatever WeChat Pay's patience: what it told before is told again later. */
async function post({ url, headers, body }: Delivery): Promise<number> {
  return (await fetch(url, { method: 'POST', headers, body })).status;
}

/** What a client hears of a server that was killed; anything else is a fault. */
function onlyCutOff(error: unknown): void {
  if (!/^(fetch failed|terminated|The server ended before it was ready:.*)$/s.test((error as Error).message))
    throw error;
}
