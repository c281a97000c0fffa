import 'reflect-metadata';
import { createPubSub } from '@graphql-yoga/subscription';
import type { GraphQLSchema } from 'graphql';
import { buildSchemaSync, type ClassType } from 'type-graphql';
import { type NodeParts, NodeResolver } from './graphql/node.resolver';
import { type AddressesParts, AddressesResolver } from './modules/addresses/addresses.resolver';
import { type AdjustmentsParts, AdjustmentsResolver } from './modules/adjustments/adjustments.resolver';
import { type AssetsParts, AssetsResolver } from './modules/assets/assets.resolver';
import { type BenefitsParts, BenefitsResolver, LevelBenefitsResolver } from './modules/benefits/benefits.resolver';
import { type CardCodesParts, CardCodesResolver, MallCardCodeResolver } from './modules/card-codes/card-codes.resolver';
import { CheckInResolver, type CheckInsParts } from './modules/check-in/check-in.resolver';
import { type CouponUseParts, CouponUseResolver } from './modules/coupons/coupon-use.resolver';
import { type CouponsParts, CouponsResolver, CouponTemplateResolver } from './modules/coupons/coupons.resolver';
import { type EventsParts, EventsResolver } from './modules/events/events.resolver';
import { OwnEventsResolver } from './modules/events/own-events.resolver';
import {
  FamiliesResolver,
  type FamilyParts,
  FamilyResolver,
  MemberFamilyResolver,
} from './modules/family/family.resolver';
import { GrowthAccountResolver, type GrowthParts, GrowthResolver } from './modules/growth/growth.resolver';
import { LevelExplanationResolver, type LevelsParts, LevelsResolver } from './modules/levels/levels.resolver';
import { type ReviewsParts, ReviewsResolver } from './modules/levels/reviews.resolver';
import { type LinkingParts, LinkingResolver } from './modules/linking/linking.resolver';
import { type MergesParts, MergesResolver } from './modules/linking/merges.resolver';
import { type MallParts, MallResolver, MallSkuResolver } from './modules/mall/mall.resolver';
import { type MallStaffParts, MallStaffResolver } from './modules/mall/mall-staff.resolver';
import { type MembersParts, MembersResolver } from './modules/members/members.resolver';
import { type SessionsParts, SessionsResolver } from './modules/members/sessions.resolver';
import { type NotificationsParts, NotificationsResolver } from './modules/notifications/notifications.resolver';
import { type OperationsParts, OperationsResolver } from './modules/operations/operations.resolver';
import { OrderPaymentResolver, OrderUpdatesResolver } from './modules/orders/order-payment.resolver';
import {
  MallOrderItemResolver,
  MallOrderResolver,
  type OrdersParts,
  OrdersResolver,
} from './modules/orders/orders.resolver';
import {
  LimitForMemberResolver,
  OrderQuoteResolver,
  ProductForMemberResolver,
  ProductPlansResolver,
  SkuPricesResolver,
} from './modules/orders/quote.resolver';
import { type PartnersParts, PartnersResolver } from './modules/partners/partners.resolver';
import { type PaymentsParts, PaymentsResolver } from './modules/payments/payments.resolver';
import { MemberPlansResolver, type PlansParts, ProgramPlansResolver } from './modules/plans/plans.resolver';
import { type HoldsParts, HoldsResolver } from './modules/points/holds.resolver';
import { PointsAccountResolver, type PointsParts, PointsResolver } from './modules/points/points.resolver';
import { type QuoteParts, QuoteResolver } from './modules/points/quote.resolver';
import { type ProgramVersionsParts, ProgramVersionsResolver } from './modules/programs/program-versions.resolver';
import { type ProgramsParts, ProgramsResolver } from './modules/programs/programs.resolver';
import {
  MemberReferralResolver,
  ReferralRecordsResolver,
  ReferralResolver,
  type ReferralsParts,
} from './modules/referrals/referrals.resolver';
import { MallShipmentResolver, type ShipmentsParts, ShipmentsResolver } from './modules/shipments/shipments.resolver';
import {
  type SimulationParts,
  SimulationResolver,
  SimulationResultResolver,
} from './modules/simulation/simulation.resolver';
import { type ThresholdsParts, ThresholdsResolver } from './modules/simulation/thresholds.resolver';
import {
  type SubscribeMessagesParts,
  SubscribeMessagesResolver,
} from './modules/subscribe-messages/subscribe-messages.resolver';
import { PlanFiguresResolver } from './modules/subscriptions/plan-figures.resolver';
import { SavingsResolver } from './modules/subscriptions/savings.resolver';
import {
  MemberSubscriptionResolver,
  PlanPeriodResolver,
  PlanSubscriptionResolver,
} from './modules/subscriptions/subscription-fields.resolver';
import { type SubscriptionsParts, SubscriptionsResolver } from './modules/subscriptions/subscriptions.resolver';
import { SubscriptionsStaffResolver } from './modules/subscriptions/subscriptions-staff.resolver';
import { type SuppliesParts, SuppliesResolver } from './modules/supplies/supplies.resolver';
import { ProgramTagsResolver, type TagsParts, TagsResolver } from './modules/tags/tags.resolver';
import { ProgramTasksResolver, type TasksParts, TasksResolver } from './modules/tasks/tasks.resolver';
import { type RechargeParts, RechargeResolver } from './modules/wallet/recharge.resolver';
import { WalletEntriesResolver, type WalletParts, WalletResolver } from './modules/wallet/wallet.resolver';

/** Everything that the resolvers are given. */
export type SchemaParts = NodeParts &
  MembersParts &
  CardCodesParts &
  SuppliesParts &
  SessionsParts &
  PartnersParts &
  ProgramsParts &
  PlansParts &
  ProgramVersionsParts &
  LevelsParts &
  ReviewsParts &
  GrowthParts &
  PointsParts &
  HoldsParts &
  QuoteParts &
  EventsParts &
  AdjustmentsParts &
  AssetsParts &
  LinkingParts &
  MergesParts &
  NotificationsParts &
  SubscribeMessagesParts &
  BenefitsParts &
  CouponsParts &
  CouponUseParts &
  SimulationParts &
  TagsParts &
  TasksParts &
  CheckInsParts &
  ThresholdsParts &
  WalletParts &
  RechargeParts &
  ReferralsParts &
  AddressesParts &
  MallParts &
  MallStaffParts &
  OperationsParts &
  PaymentsParts &
  OrdersParts &
  SubscriptionsParts &
  FamilyParts &
  ShipmentsParts;

/** All resolvers; a new one is added here. */
const resolvers: ClassType[] = [
  NodeResolver,
  ProgramsResolver,
  ProgramPlansResolver,
  MemberPlansResolver,
  SessionsResolver,
  MembersResolver,
  LevelsResolver,
  ReviewsResolver,
  LevelExplanationResolver,
  GrowthResolver,
  GrowthAccountResolver,
  PointsResolver,
  PointsAccountResolver,
  HoldsResolver,
  QuoteResolver,
  EventsResolver,
  OwnEventsResolver,
  TagsResolver,
  ProgramTagsResolver,
  TasksResolver,
  ProgramTasksResolver,
  CheckInResolver,
  AdjustmentsResolver,
  AssetsResolver,
  LinkingResolver,
  MergesResolver,
  NotificationsResolver,
  SubscribeMessagesResolver,
  BenefitsResolver,
  LevelBenefitsResolver,
  CouponsResolver,
  CouponTemplateResolver,
  CouponUseResolver,
  PartnersResolver,
  ProgramVersionsResolver,
  SimulationResolver,
  SimulationResultResolver,
  ThresholdsResolver,
  WalletResolver,
  WalletEntriesResolver,
  RechargeResolver,
  MemberReferralResolver,
  ReferralResolver,
  ReferralRecordsResolver,
  AddressesResolver,
  PaymentsResolver,
  OrdersResolver,
  MallOrderResolver,
  MallOrderItemResolver,
  ShipmentsResolver,
  MallShipmentResolver,
  CardCodesResolver,
  MallCardCodeResolver,
  SuppliesResolver,
  OrderPaymentResolver,
  OrderUpdatesResolver,
  OrderQuoteResolver,
  ProductForMemberResolver,
  LimitForMemberResolver,
  ProductPlansResolver,
  SkuPricesResolver,
  MallResolver,
  MallSkuResolver,
  MallStaffResolver,
  OperationsResolver,
  MemberFamilyResolver,
  FamilyResolver,
  FamiliesResolver,
  SubscriptionsResolver,
  SubscriptionsStaffResolver,
  MemberSubscriptionResolver,
  PlanSubscriptionResolver,
  PlanPeriodResolver,
  PlanFiguresResolver,
  SavingsResolver,
] as unknown as ClassType[];

/** The executable schema; without parts only for printing and checking. */
export function buildSchema(parts?: SchemaParts): GraphQLSchema {
  const instances = new Map<unknown, object>();
  for (const resolver of resolvers)
    instances.set(resolver, new (resolver as new (parts?: SchemaParts) => object)(parts));
  const schema = buildSchemaSync({
    resolvers: resolvers as [ClassType, ...ClassType[]],
    container: { get: (resolver) => instances.get(resolver) },
    // Input is checked by the actions, with errors that name the field and the fix.
    validate: false,
    // It would run the whole introspection query at every start; `npm run check` and the first request validate it.
    skipCheck: true,
    // Demanded as soon as there is a subscription; ours bring their own source (see platform/changes).
    pubSub: createPubSub(),
  });
  describeRoots(schema);
  return schema;
}

/** type-graphql makes the root types itself and has no place for their descriptions. */
function describeRoots(schema: GraphQLSchema): void {
  const descriptions = {
    Query:
      'What can be read. A field that the caller may not read refuses the whole operation and says whom it is for.',
    Mutation: 'What can be done. A refusal is in `userErrors`, and then nothing was done.',
    Subscription: 'What can be watched, over WebSocket (`graphql-transport-ws`).',
  };
  for (const [name, description] of Object.entries(descriptions)) {
    const type = schema.getType(name);
    if (type) type.description = description;
  }
}
