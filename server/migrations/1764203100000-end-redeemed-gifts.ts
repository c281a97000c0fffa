import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Gifts that were redeemed are over: until now they ran until the year of their code was. */
export class EndRedeemedGifts1764203100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const redeemed = `SELECT purchase_id FROM plan_code WHERE state = 'REDEEMED' AND purchase_id IS NOT NULL`;
    const running = `state = 'ACTIVE' AND purpose = 'GIFT' AND id IN (${redeemed})`;
    await runner.query(
      `INSERT INTO subscription_change (subscription_id, step, to_state, actor, reason, at)
       SELECT s.id, 'redeem', 'EXPIRED', 'member', 'The gift was redeemed.', c.redeemed_at
       FROM subscription s JOIN plan_code c ON c.purchase_id = s.id AND c.state = 'REDEEMED'
       WHERE s.state = 'ACTIVE' AND s.purpose = 'GIFT' ORDER BY s.id`,
    );
    await runner.query(`UPDATE subscription SET state = 'EXPIRED', due_at = NULL WHERE ${running}`);
  }

  /** They ran to the end of their code's year before: that cannot be told any more, and nothing depends on it. */
  async down(): Promise<void> {}
}
