import { type MigrationInterface, type QueryRunner, TableColumn, TableIndex } from 'typeorm';
import { columnsFor } from '../src/platform/database/migration-columns';

/** Payments by virtual payment and by contracts; all before this are WeChat Pay's. The key that virtual payment signs by. */
export class AddPaymentAdapters1764172100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const { nullable, text } = columnsFor(runner);
    const adapter = () => new TableColumn({ ...text('adapter', 16), default: "'wechatPay'" });
    await runner.addColumn('payment', adapter());
    for (const name of ['contract_id', 'goods', 'failure']) {
      await runner.addColumn('payment', new TableColumn(nullable(text(name, 64))));
    }
    await runner.addColumn('payment_bill', adapter());
    await runner.dropIndex('payment_bill', 'payment_bill_date');
    const columnNames = ['adapter', 'date'];
    await runner.createIndex(
      'payment_bill',
      new TableIndex({ name: 'payment_bill_adapter_date', columnNames, isUnique: true }),
    );
    await runner.addColumn('identity', new TableColumn(nullable(text('session_key', 255))));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('identity', 'session_key');
    await runner.dropIndex('payment_bill', 'payment_bill_adapter_date');
    await runner.createIndex(
      'payment_bill',
      new TableIndex({ name: 'payment_bill_date', columnNames: ['date'], isUnique: true }),
    );
    await runner.dropColumn('payment_bill', 'adapter');
    for (const name of ['failure', 'goods', 'contract_id', 'adapter']) await runner.dropColumn('payment', name);
  }
}
