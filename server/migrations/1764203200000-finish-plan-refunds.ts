import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Requests for refunds whose money is back are done: until now only their members saw that. */
export class FinishPlanRefunds1764203200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const refunds = (state: string) => `SELECT f.id FROM subscription_period p
      JOIN payment y ON y.number = p.payment_number
      JOIN payment_refund f ON f.payment_id = y.id
      WHERE p.subscription_id = plan_refund_request.subscription_id AND p.number = plan_refund_request.period_no
        AND f.state ${state}`;
    await runner.query(
      `UPDATE plan_refund_request SET state = 'DONE' WHERE state = 'APPROVED'
       AND EXISTS (${refunds("= 'SUCCEEDED'")}) AND NOT EXISTS (${refunds("NOT IN ('SUCCEEDED', 'CLOSED')")})`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("UPDATE plan_refund_request SET state = 'APPROVED' WHERE state = 'DONE'");
  }
}
