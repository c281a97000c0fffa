import { CreateSkeleton1763800000000 } from '../migrations/1763800000000-create-skeleton';
import { AddProgramNotes1763900000000 } from '../migrations/1763900000000-add-program-notes';
import { CreateJournal1763900100000 } from '../migrations/1763900100000-create-journal';
import { CreateDemoClock1763950000000 } from '../migrations/1763950000000-create-demo-clock';
import { CreateIdempotency1763960000000 } from '../migrations/1763960000000-create-idempotency';
import { SplitMemberState1763965000000 } from '../migrations/1763965000000-split-member-state';
import { CreateAdjustment1763970000000 } from '../migrations/1763970000000-create-adjustment';
import { CreateSimulation1763991000000 } from '../migrations/1763991000000-create-simulation';
import { CreateLinking1763992000000 } from '../migrations/1763992000000-create-linking';
import { CreateNotifications1763993000000 } from '../migrations/1763993000000-create-notifications';
import { CreateCouponStock1763994000000 } from '../migrations/1763994000000-create-coupon-stock';
import { CreateReferrals1763995000000 } from '../migrations/1763995000000-create-referrals';
import { MarkReviews1763996000000 } from '../migrations/1763996000000-mark-reviews';
import { CreatePayments1764000000000 } from '../migrations/1764000000000-create-payments';
import { CreateSubscribeMessages1764000000000 } from '../migrations/1764000000000-create-subscribe-messages';
import { CreateMall1764010000000 } from '../migrations/1764010000000-create-mall';
import { CompleteMemberStates1764016000000 } from '../migrations/1764016000000-complete-member-states';
import { CreateOrders1764020000000 } from '../migrations/1764020000000-create-orders';
import { CreateOperations1764030000000 } from '../migrations/1764030000000-create-operations';
import { CreateMedia1764040000000 } from '../migrations/1764040000000-create-media';
import { CreateShipments1764150000000 } from '../migrations/1764150000000-create-shipments';
import { CreateSupplies1764151000000 } from '../migrations/1764151000000-create-supplies';
import { AddOrderCoupons1764152000000 } from '../migrations/1764152000000-add-order-coupons';
import { IndexPaymentsOfMembers1764152100000 } from '../migrations/1764152100000-index-payments-of-members';
import { AddPaymentAdapters1764172100000 } from '../migrations/1764172100000-add-payment-adapters';
import { CreateSubscriptions1764182100000 } from '../migrations/1764182100000-create-subscriptions';
import { CreateFamilies1764192100000 } from '../migrations/1764192100000-create-families';
import { AddMemberPrices1764193100000 } from '../migrations/1764193100000-add-member-prices';
import { CreatePlanMoves1764202100000 } from '../migrations/1764202100000-create-plan-moves';
import { EndRedeemedGifts1764203100000 } from '../migrations/1764203100000-end-redeemed-gifts';
import { FinishPlanRefunds1764203200000 } from '../migrations/1764203200000-finish-plan-refunds';
import { DemoClockRow } from './demo/demo-clock.entities';
import { AddressRow } from './modules/addresses/addresses.entities';
import { AdjustmentRow } from './modules/adjustments/adjustments.entities';
import { CardCodeRevealRow, CardCodeRow } from './modules/card-codes/card-codes.entities';
import { EventRow } from './modules/events/events.entities';
import { FamilyInvitationRow, FamilyMemberRow } from './modules/family/family.entities';
import { IdempotencyRow } from './modules/idempotency/idempotency.entities';
import {
  CouponStockRow,
  JournalRow,
  LedgerEntryRow,
  MemberArchiveRow,
  MemberStateRow,
  OutboxRow,
  PlanMoveRow,
} from './modules/journal/journal.entities';
import { LinkTokenRow, MergeRequestRow } from './modules/linking/linking.entities';
import { CategoryRow, MallVersionRow, ProductRow, SkuRow, StockEntryRow } from './modules/mall/mall.entities';
import { MediaRow } from './modules/media/media.entities';
import { IdentityRow, MemberRow, RefreshTokenRow, SessionRow } from './modules/members/members.entities';
import { NotificationRow } from './modules/notifications/notifications.entities';
import { OperationRow } from './modules/operations/operations.entities';
import { OrderChangeRow, OrderRow } from './modules/orders/orders.entities';
import { PartnerRow } from './modules/partners/partners.entities';
import { BillRow, NoticeRow, PaymentRow, RefundRow } from './modules/payments/payments.entities';
import { ProgramVersionRow } from './modules/programs/programs.entities';
import { InviteCodeRow, ReferralRow } from './modules/referrals/referrals.entities';
import { ShipmentEventRow, ShipmentRow, UploadRow } from './modules/shipments/shipments.entities';
import { SimulationRow } from './modules/simulation/simulation.entities';
import { StaffTokenRow } from './modules/staff/staff.entities';
import { MessageConsentRow, MessageDeliveryRow } from './modules/subscribe-messages/subscribe-messages.entities';
import {
  ChargeRow,
  ContractRow,
  PlanCodeRow,
  PlanComplaintRow,
  RefundRequestRow,
  RenewalNoticeRow,
  SubscriptionChangeRow,
  SubscriptionPeriodRow,
  SubscriptionRow,
} from './modules/subscriptions/subscriptions.entities';
import { SupplyRow } from './modules/supplies/supplies.entities';
import type { DatabaseClasses } from './platform/database/open-database';

/** All tables and all migrations, oldest first; new ones are added here. */
export const databaseClasses: DatabaseClasses = {
  entities: [
    MemberRow,
    IdentityRow,
    SessionRow,
    RefreshTokenRow,
    PartnerRow,
    StaffTokenRow,
    ProgramVersionRow,
    MemberStateRow,
    MemberArchiveRow,
    JournalRow,
    LedgerEntryRow,
    OutboxRow,
    PlanMoveRow,
    EventRow,
    DemoClockRow,
    IdempotencyRow,
    AdjustmentRow,
    SimulationRow,
    LinkTokenRow,
    MergeRequestRow,
    NotificationRow,
    CouponStockRow,
    InviteCodeRow,
    ReferralRow,
    PaymentRow,
    RefundRow,
    NoticeRow,
    BillRow,
    MallVersionRow,
    CategoryRow,
    ProductRow,
    SkuRow,
    StockEntryRow,
    OrderRow,
    AddressRow,
    OrderChangeRow,
    ShipmentRow,
    ShipmentEventRow,
    UploadRow,
    OperationRow,
    MediaRow,
    MessageConsentRow,
    MessageDeliveryRow,
    CardCodeRow,
    CardCodeRevealRow,
    SupplyRow,
    SubscriptionRow,
    SubscriptionChangeRow,
    SubscriptionPeriodRow,
    ChargeRow,
    RenewalNoticeRow,
    ContractRow,
    RefundRequestRow,
    PlanCodeRow,
    PlanComplaintRow,
    FamilyMemberRow,
    FamilyInvitationRow,
  ],
  migrations: [
    CreateSkeleton1763800000000,
    AddProgramNotes1763900000000,
    CreateJournal1763900100000,
    CreateDemoClock1763950000000,
    CreateIdempotency1763960000000,
    SplitMemberState1763965000000,
    CreateAdjustment1763970000000,
    CreateSimulation1763991000000,
    CreateLinking1763992000000,
    CreateNotifications1763993000000,
    MarkReviews1763996000000,
    CreateCouponStock1763994000000,
    CreateReferrals1763995000000,
    CreatePayments1764000000000,
    CreateMall1764010000000,
    CreateOrders1764020000000,
    CreateOperations1764030000000,
    CreateMedia1764040000000,
    AddOrderCoupons1764152000000,
    IndexPaymentsOfMembers1764152100000,
    AddPaymentAdapters1764172100000,
    CreateSubscribeMessages1764000000000,
    CompleteMemberStates1764016000000,
    CreateSupplies1764151000000,
    CreateShipments1764150000000,
    CreateSubscriptions1764182100000,
    CreateFamilies1764192100000,
    AddMemberPrices1764193100000,
    CreatePlanMoves1764202100000,
    EndRedeemedGifts1764203100000,
    FinishPlanRefunds1764203200000,
  ],
};
