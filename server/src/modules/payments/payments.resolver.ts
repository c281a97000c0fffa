import { Args, Query, Resolver } from 'type-graphql';
import { Access, staff } from '../../graphql/access';
import { connectionOf, PageArgs, pageOf } from '../../graphql/connection';
import type { Database } from '../../platform/database/open-database';
import { listBills } from './bills.store';
import { PaymentBill, PaymentBillConnection } from './bills.types';

/** What the resolver is given. */
export interface PaymentsParts {
  database: Database;
}

/** What staff see of the money that members pay. */
@Resolver()
export class PaymentsResolver {
  constructor(private readonly parts: PaymentsParts) {}

  @Access(staff('viewer'))
  @Query(() => PaymentBillConnection, {
    description: 'The payment provider’s bills, held against our payments, latest day first (对账).',
  })
  async paymentBills(@Args(() => PageArgs) page: PageArgs) {
    const position = pageOf('PaymentBill', page);
    const bills = await listBills(this.parts.database, position);
    return connectionOf({
      list: 'PaymentBill',
      nodes: bills.slice(0, position.first).map(PaymentBill.from),
      hasNextPage: bills.length > position.first,
      keyOf: ({ rowId }) => rowId,
    });
  }
}
